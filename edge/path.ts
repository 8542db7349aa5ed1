import { hasDotSegment } from '../handler/src/spelling.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

// The longest key there can be, wholly percent-encoded, with a preset or a signed transform around it.
const LONGEST_URI = 4096;

/**
 * The viewer's path, decoded once, without its leading slash.
 * A key may well hold `%41`: that is sent as `%2541`, and stays. Only dot segments are refused however often they are
 * encoded, by the rule by which the handler rejects such originals.
 */
export function readPath(uri: string): string | Refusal {
  if (uri.length > LONGEST_URI) {
    return refusal(414, 'path_too_long', `The path has ${uri.length} characters; ${LONGEST_URI} is the most.`);
  }
  let path;
  try {
    path = decodeURIComponent(uri);
  } catch {
    return refusal(400, 'bad_encoding', 'The path is not percent-encoded UTF-8. A % itself is written %25.');
  }
  if (hasDotSegment(path)) {
    return refusal(400, 'dot_segment', 'The path holds a segment . or .., which no URL can address.');
  }
  return path.slice(1);
}
