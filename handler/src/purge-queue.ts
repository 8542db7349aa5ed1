import * as z from 'zod/mini';

import { messageOf } from './errors.ts';
import { asciiJson } from './json.ts';
import { bytesOf, LONGEST_KEY } from './keys.ts';

/** What process tells purge: the path of an original whose variants were replaced or removed. */
const schema = z.object({ path: z.string().check(z.minLength(1)) });

export const purgeMessage = (path: string): string => asciiJson({ type: 'purge', path });

/** The path in a message, or why there is none: such a message can never work. */
export function readPurgeMessage(body: string): { path: string } | { problem: string } {
  try {
    const { path } = schema.parse(JSON.parse(body));
    const bytes = bytesOf(path);
    if (bytes > LONGEST_KEY) return { problem: `its path has ${bytes} bytes; ${LONGEST_KEY} is the most` };
    // Half of a surrogate pair is no UTF-8, so no key ever held it.
    encodeURIComponent(path);
    return { path };
  } catch (error) {
    return { problem: error instanceof z.core.$ZodError ? z.prettifyError(error) : messageOf(error) };
  }
}
