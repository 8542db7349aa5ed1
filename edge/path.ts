import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

// The longest key there can be, wholly percent-encoded, with a preset or a signed transform around it.
const LONGEST_URI = 4096;
// How often something behind the edge might decode once more than it should.
const DECODINGS = 8;

/**
 * The viewer's path, decoded once, without its leading slash.
 * A key may well hold `%41`: that is sent as `%2541`, and stays. Only dot segments are refused however often they are
 * encoded, because whatever decodes once too often behind the edge would walk up with them.
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

function hasDotSegment(path: string): boolean {
  let decoded = path;
  for (let times = 0; times <= DECODINGS; times++) {
    if (/(^|\/)\.\.?(\/|$)/.test(decoded)) return true;
    const again = decoded.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
    if (again === decoded) return false;
    decoded = again;
  }
  return true;
}
