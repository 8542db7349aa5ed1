/*
 * How a path is spelt where the CDN asks for what was made of it. The viewer function is built from this file too, so it
 * keeps to what esbuild can turn into ES 5.1: no destructuring, no spreading, no `for…of`, no Buffer.
 */

/** The folder of all paths that hold something else than ordinary characters. An ordinary path never begins with it. */
export const ENCODED_FOLDER = '_base32';

const ORDINARY = /^(?!_base32(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;
// Each costs the viewer function some microseconds; a name that was encoded by mistake, or twice, has some dozens.
const MOST_DECODINGS = 128;
const ENCODED_ASCII = /%[0-7][0-9a-f]/i;
const DOT_SEGMENT = /(^|\/)\.\.?(\/|$)/;

// RFC 4648, section 7, in lower case and without padding: unlike base32 and base64 it keeps the order of the bytes.
// Its digits are those that numbers have in base 32.
const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const PERCENT = 0x25;

/**
 * Whether a path is spelt as itself: segments of `A–Z a–z 0–9 . _ -`, none of them empty or a dot segment, the first not
 * `_base32`. A tilde is not ordinary, because CloudFront's invalidations refuse it; an empty segment is not, because SigV4
 * folds slashes.
 */
export function isOrdinary(path: string): boolean {
  return ORDINARY.test(path) && !DOT_SEGMENT.test(path);
}

/**
 * The spelling of a path in keys under `variants/`, and so in every URI that the CDN asks an origin for: the path itself
 * where it is ordinary, else `_base32/` and the base32hex of its UTF-8, eight characters for five bytes. All of it is
 * unreserved in URIs, so there is nothing to encode and nobody can disagree on how. Injective; within each of the two
 * classes `spell(a) + '/'` and `spell(b) + '/'` sort as `a` and `b` do, by bytes, for encoded paths, and as `a + '/'` and
 * `b + '/'` do for ordinary ones.
 * @throws URIError if the path holds half of a surrogate pair, which has no UTF-8
 */
export function spell(path: string): string {
  return isOrdinary(path) ? path : `${ENCODED_FOLDER}/${base32hex(path)}`;
}

/** Length of the spelling, told without spelling it. @throws URIError as `spell` does */
export function spelledLength(path: string): number {
  if (isOrdinary(path)) return path.length;
  return ENCODED_FOLDER.length + 1 + encodedLength(path);
}

/**
 * What the spelling of every encoded path begins with that begins with this text, for folders of them: `_base32/` and, for
 * the text's k bytes of UTF-8, the floor(8k / 5) characters that the bytes after them don't change. Others may begin with it
 * too, unless k is a multiple of five.
 * @throws URIError for half of a surrogate pair
 */
export function beginningOf(text: string): string {
  return `${ENCODED_FOLDER}/${base32hex(text).slice(0, Math.floor((8 * utf8Length(text)) / 5))}`;
}

/** Where a variant lies below the prefix: the viewer function asks for this key, and the store writes it. */
export function variantKey(path: string, name: string): string {
  return `${spell(path)}/${name}`;
}

/**
 * Whether a path has a segment `.` or `..`, or has one after any number of percent-decodings, or holds more encoded ASCII than
 * anybody encodes. No URL leads to it: browsers resolve plain dot segments before they ask, and the edge refuses the others,
 * because whatever decodes once too often behind it would walk up with them.
 */
export function hasDotSegment(path: string): boolean {
  return DOT_SEGMENT.test(ENCODED_ASCII.test(path) ? decodedWholly(path) : path);
}

/**
 * What is left when nothing in ASCII is percent-encoded any more; two dots where that takes too many decodings. In one pass,
 * because that comes out the same in whatever order it is decoded: what a decoding yields can only complete an encoding that
 * began before it.
 */
function decodedWholly(path: string): string {
  const decoded: string[] = [];
  let decodings = 0;
  for (let at = 0; at < path.length; at++) {
    let next = path.charAt(at);
    for (let end = decoded.length; decoded[end - 2] === '%'; end -= 2) {
      const code = String(decoded[end - 1]) + next;
      if (!ENCODED_ASCII.test(`%${code}`)) break;
      if (++decodings > MOST_DECODINGS) return '..';
      next = String.fromCharCode(parseInt(code, 16));
      decoded.pop();
      decoded.pop();
    }
    decoded.push(next);
  }
  return decoded.join('');
}

/** The path whose spelling this is, or null if it is the spelling of none. */
export function unspell(spelled: string): string | null {
  if (spelled.indexOf(`${ENCODED_FOLDER}/`) !== 0) return isOrdinary(spelled) ? spelled : null;
  const bytes = unbase32hex(spelled.slice(ENCODED_FOLDER.length + 1));
  const path = bytes === null ? null : fromUtf8(bytes);
  // Whatever decodes to an ordinary path, or to one that is spelt with other bits left over, is nobody's spelling.
  return path !== null && spell(path) === spelled ? path : null;
}

/** Eight characters for five bytes. @throws URIError for half of a surrogate pair */
function encodedLength(text: string): number {
  return Math.ceil((utf8Length(text) * 8) / 5);
}

function utf8Length(text: string): number {
  const encoded = encodeURIComponent(text);
  return encoded.length - 2 * (encoded.split('%').length - 1);
}

function fromUtf8(bytes: number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte < 16 ? '0' : ''}${byte.toString(16)}`).join(''));
  } catch {
    return null;
  }
}

/**
 * The base32hex of a text's UTF-8, of five bytes at a time, which a number holds exactly. Digit by digit it would cost the
 * viewer function too much of its time, and so would a text that grows by the digit, which its engine copies each time.
 * @throws URIError for half of a surrogate pair
 */
function base32hex(text: string): string {
  const encoded = encodeURIComponent(text);
  const parts: string[] = [];
  let held = 0;
  let bits = 0;
  for (let at = 0; at < encoded.length || bits > 0; at++) {
    // Behind the end, zeros fill up the last five.
    let byte = encoded.charCodeAt(at) || 0;
    if (byte === PERCENT) {
      byte = parseInt(encoded.slice(at + 1, at + 3), 16);
      at += 2;
    }
    held = held * 256 + byte;
    bits = (bits + 8) % 40;
    if (bits === 0) {
      parts.push(held.toString(32).padStart(8, '0'));
      held = 0;
    }
  }
  return parts.join('').slice(0, encodedLength(text));
}

function unbase32hex(text: string): number[] | null {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const value = ALPHABET.indexOf(text.charAt(at));
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return bytes;
}
