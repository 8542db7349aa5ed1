import { hasDotSegment } from '../handler/src/spelling.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

// In UTF-16 units: S3's 1,024 bytes, a signature, and the separators. Anything longer would only cost time.
const LONGEST_PATH_CHARACTERS = 1100;

/**
 * The viewer's path, decoded once, without its leading slash. A key may contain `%41`: that is sent as `%2541`, and is
 * kept. Only dot segments are refused however often they are encoded, by the same rule by which the handler rejects
 * such originals.
 */
export function readPath(uri: string): string | Refusal {
  let path;
  try {
    path = decodeURIComponent(uri);
  } catch {
    return refusal(400, 'bad_encoding', 'The path is not percent-encoded UTF-8. A % itself is written %25.');
  }
  if (path.length > LONGEST_PATH_CHARACTERS) {
    return refusal(414, 'path_too_long', `The path has more than ${LONGEST_PATH_CHARACTERS} characters.`);
  }
  if (hasDotSegment(path)) {
    return refusal(400, 'dot_segment', 'The path contains a segment . or .., which no URL can address.');
  }
  return path.slice(1);
}
