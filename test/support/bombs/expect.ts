import { Rejection, type RejectionCode } from '../../../handler/src/errors.ts';
import { inspect } from '../../../handler/src/image/inspect/index.ts';
import type { Limits } from '../../../handler/src/image/types.ts';
import { LIMITS } from '../images/presets.ts';

/** The result of `inspect` on these bytes: `ok`, or the code and message of its rejection. Other errors are rethrown. */
export function verdict(
  bytes: Uint8Array,
  limits: Partial<Limits> = {},
): { code: RejectionCode | 'ok'; message: string } {
  try {
    inspect(bytes, { ...LIMITS, ...limits });
    return { code: 'ok', message: '' };
  } catch (error) {
    if (error instanceof Rejection) return { code: error.code, message: error.message };
    throw error;
  }
}
