import * as z from 'zod/mini';

import { messageOf } from './errors.ts';
import { byteLength, encodePath } from './urls.ts';

/** What process tells purge: the path of an original whose variants were replaced or removed. */
const purgeMessage = z.object({ path: z.string().check(z.minLength(1)) });

/** S3's longest key, in bytes. */
const LONGEST_KEY = 1024;

export function purgeMessageOf(path: string): string {
  return JSON.stringify({ path });
}

/** The path in a message, or why there is none: such a message can never work. */
export function readPurgeMessage(body: string): { path: string } | { problem: string } {
  try {
    const { path } = purgeMessage.parse(JSON.parse(body));
    const bytes = byteLength(encodePath(path));
    if (bytes > LONGEST_KEY) return { problem: `its path has ${bytes} bytes; ${LONGEST_KEY} is the most` };
    return { path };
  } catch (error) {
    return { problem: error instanceof z.core.$ZodError ? z.prettifyError(error) : messageOf(error) };
  }
}
