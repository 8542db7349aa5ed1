/*
 * How a path is spelt in keys of variants, and so in the CDN's requests for them. The viewer function is built from
 * this file too, so it uses only what esbuild can compile to ES 5.1: no destructuring, no spreading, no `for…of`, no
 * Buffer.
 */

/** The folder of all encoded paths, those with other than ordinary characters. No ordinary path begins with it. */
export const ENCODED_FOLDER = '_base32';

const ORDINARY = /^(?!_base32(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;
// Each costs the viewer function some microseconds; a name that was encoded by mistake, or twice, has a few dozen.
const MOST_DECODINGS = 128;
const ENCODED_ASCII = /%[0-7][0-9a-f]/i;
const DOT_SEGMENT = /(^|\/)\.\.?(\/|$)/;

// RFC 4648, section 7, in lower case and without padding: unlike base32 and base64, it preserves the order of the
// bytes. Its digits are those of numbers in base 32.
const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const PERCENT = 0x25;

/**
 * Whether a path is spelt as itself: segments of `A–Z a–z 0–9 . _ -`, none of them empty or a dot segment, the first
 * not `_base32`. A tilde is not ordinary, because CloudFront's invalidations refuse it; an empty segment is not,
 * because SigV4 merges slashes.
 */
export function isOrdinary(path: string): boolean {
  return ORDINARY.test(path) && !DOT_SEGMENT.test(path);
}

/**
 * The spelling of a path in keys under `variants/`, and so in every URI that the CDN requests from an origin: the path
 * itself if it is ordinary, otherwise `_base32/` and the base32hex of its UTF-8, 8 characters for 5 bytes. All its
 * characters are unreserved in URIs, so nothing has to be encoded and there is no encoding to disagree about.
 * Injective. Within each of the two classes, `spell(a) + '/'` and `spell(b) + '/'` sort like `a` and `b`, by bytes, for
 * encoded paths, and like `a + '/'` and `b + '/'` for ordinary ones.
 * @throws URIError if the path contains a lone surrogate, which has no UTF-8
 */
export function spell(path: string): string {
  return isOrdinary(path) ? path : `${ENCODED_FOLDER}/${base32hex(path)}`;
}

/** Length of the spelling, computed without encoding. @throws URIError as `spell` does */
export function spelledLength(path: string): number {
  if (isOrdinary(path)) return path.length;
  return ENCODED_FOLDER.length + 1 + encodedLength(path);
}

/**
 * A common prefix of the spellings of all encoded paths that begin with this text, for folders of them: `_base32/` and,
 * if the text has k bytes of UTF-8, the floor(8k / 5) characters that the bytes after them do not change. Other
 * spellings may begin with it too, unless k is a multiple of five.
 * @throws URIError for a lone surrogate
 */
export function beginningOf(text: string): string {
  return `${ENCODED_FOLDER}/${base32hex(text).slice(0, Math.floor((8 * utf8Length(text)) / 5))}`;
}

/** The key of a variant, below the prefix: the viewer function requests it, and the store writes it. */
export function variantKey(path: string, name: string): string {
  return `${spell(path)}/${name}`;
}

/**
 * Whether a path has a segment `.` or `..`, or has one after any number of percent-decodings, or contains more encoded
 * ASCII than is plausible. No URL leads to it: browsers resolve plain dot segments before they send the request, and
 * the edge refuses the others, because a component behind it that decodes once too often would walk up the path.
 */
export function hasDotSegment(path: string): boolean {
  return DOT_SEGMENT.test(ENCODED_ASCII.test(path) ? decodedWholly(path) : path);
}

/**
 * The path when nothing in ASCII is percent-encoded any more; two dots if that takes too many decodings. One pass is
 * enough, because the result does not depend on the order of decoding: the output of a decoding can only complete an
 * encoding that began before it.
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

/** The path with this spelling, or null if it is not the spelling of any path. */
export function unspell(spelled: string): string | null {
  if (spelled.indexOf(`${ENCODED_FOLDER}/`) !== 0) return isOrdinary(spelled) ? spelled : null;
  const path = fromUtf8(unbase32hex(spelled.slice(ENCODED_FOLDER.length + 1)));
  // Other characters, leftover bits, what is not UTF-8 and an encoding of an ordinary path are in no spelling.
  return spell(path) === spelled ? path : null;
}

/** 8 characters for 5 bytes. @throws URIError for a lone surrogate */
function encodedLength(text: string): number {
  return Math.ceil((utf8Length(text) * 8) / 5);
}

function utf8Length(text: string): number {
  const encoded = encodeURIComponent(text);
  return encoded.length - 2 * (encoded.split('%').length - 1);
}

/** The empty text if the bytes are not UTF-8. */
function fromUtf8(bytes: number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte < 16 ? '0' : ''}${byte.toString(16)}`).join(''));
  } catch {
    return '';
  }
}

/**
 * The base32hex of a text's UTF-8, five bytes at a time, which a number represents exactly. Digit by digit would cost
 * the viewer function too much time, and so would appending each digit to a string, which its engine copies every time.
 * @throws URIError for a lone surrogate
 */
function base32hex(text: string): string {
  const encoded = encodeURIComponent(text);
  const parts: string[] = [];
  let held = 0;
  let bits = 0;
  for (let at = 0; at < encoded.length || bits > 0; at++) {
    // Past the end, zeros pad the last five bytes.
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

/** Any bytes for a text that holds another character than digits. */
function unbase32hex(text: string): number[] {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    held = ((held << 5) | ALPHABET.indexOf(text.charAt(at))) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return bytes;
}
