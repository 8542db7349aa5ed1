import { NEGOTIATED_FORMATS } from '../../handler/src/formats.ts';
import { MAX_DIMENSION } from '../../handler/src/options.ts';
import { hasDotSegment } from '../../handler/src/spelling.ts';
import { parseTransform } from '../../handler/src/transforms.ts';
import { signedPart } from '../../handler/src/urls.ts';
import { signatureOf } from '../signature.ts';

export interface SignRequest {
  /** One of the stack's signing keys, preferably the newest. */
  key: string;
  /** Canonical, for example `w_300,h_200,fit_cover,f_webp,q_75`. */
  transform: string;
  /** The original's key without the originals prefix, not percent-encoded. */
  path: string;
  /** When the URL expires, truncated to the second; absent for never. */
  expires?: Date | undefined;
}

/**
 * The signed URL of one transform of one original, without scheme and host: prepend the CDN's address. Whether the
 * transform is within the stack's own bounds is only known to the stack.
 * @throws Error if the transform is not canonical, or if the path is empty or no URL can address it.
 */
export function signTransform({ key, transform, path, expires }: SignRequest): string {
  try {
    parseTransform(transform, { maxDimension: MAX_DIMENSION, formats: NEGOTIATED_FORMATS });
  } catch (error) {
    throw new Error(`The transform "${transform}" is not canonical: ${(error as Error).message}.`, { cause: error });
  }
  if (path === '' || hasDotSegment(path)) {
    throw new Error(
      `The path "${path}" can't be addressed by a URL: it is empty or contains a segment . or .., however encoded.`,
    );
  }
  if (expires && Number.isNaN(expires.getTime())) throw new Error('The expiry time is not a valid date.');
  const part = signedPart(transform, path, expires && Math.floor(expires.getTime() / 1000));
  return `/~${signatureOf(part, key)}${part}`;
}
