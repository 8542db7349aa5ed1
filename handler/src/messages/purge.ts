import * as z from 'zod/mini';

import { messageOf } from '../errors.ts';
import { asciiJson, parseJson } from '../json.ts';
import { bytesOf, LONGEST_KEY_BYTES } from '../keys.ts';

/** The message from process to purge: the path of an original whose variants were replaced or removed. */
const schema = z.object({ path: z.string().check(z.minLength(1)) });

export const purgeMessage = (path: string): string => asciiJson({ type: 'purge', path });

/** The path in a message, or why it is invalid: such a message can never be processed. */
export function readPurgeMessage(body: string): { path: string } | { problem: string } {
  // `instanceof z.core.$ZodError` would keep all of zod in the bundle.
  const { data, error } = schema.safeParse(parseJson(body));
  if (error) return { problem: z.prettifyError(error) };
  const bytes = bytesOf(data.path);
  if (bytes > LONGEST_KEY_BYTES) return { problem: `its path has ${bytes} bytes; ${LONGEST_KEY_BYTES} is the most` };
  try {
    // A lone surrogate has no UTF-8, so no key ever contained it.
    encodeURIComponent(data.path);
    return data;
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
