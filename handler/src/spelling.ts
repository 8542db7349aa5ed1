/*
 * How a path is spelt where the CDN asks for what was made of it. The viewer function is built from this file too, so it
 * keeps to what esbuild can turn into ES 5.1: no destructuring, no spreading, no `for…of`, no Buffer.
 */

/** The folder of all paths that hold something else than ordinary characters. An ordinary path never begins with it. */
export const ENCODED_FOLDER = '_base32';

const ORDINARY = /^(?!_base32(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;
const DOT_SEGMENT = /(^|\/)\.\.?(\/|$)/;
// How often something behind the edge might decode once more than it should.
const DECODINGS = 8;

// RFC 4648, section 7, in lower case and without padding: unlike base32 and base64 it keeps the order of the bytes.
const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

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
  return isOrdinary(path) ? path : `${ENCODED_FOLDER}/${base32hex(utf8(path))}`;
}

/**
 * What the spelling of every encoded path begins with that begins with this text, for folders of them: `_base32/` and, for
 * the text's k bytes of UTF-8, the floor(8k / 5) characters that the bytes after them don't change. Others may begin with it
 * too, unless k is a multiple of five.
 * @throws URIError for half of a surrogate pair
 */
export function beginningOf(text: string): string {
  const bytes = utf8(text);
  return `${ENCODED_FOLDER}/${base32hex(bytes).slice(0, Math.floor((8 * bytes.length) / 5))}`;
}

/** Where a variant lies below the prefix: the viewer function asks for this key, and the store writes it. */
export function variantKey(path: string, name: string): string {
  return `${spell(path)}/${name}`;
}

/**
 * Whether a path has a segment `.` or `..`, or has one after any number of percent-decodings, or is encoded so often that
 * nobody wants to know. No URL leads to it: browsers resolve plain dot segments before they ask, and the edge refuses the
 * others, because whatever decodes once too often behind it would walk up with them.
 */
export function hasDotSegment(path: string): boolean {
  let decoded = path;
  for (let times = 0; times <= DECODINGS; times++) {
    if (DOT_SEGMENT.test(decoded)) return true;
    const again = decoded.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
    if (again === decoded) return false;
    decoded = again;
  }
  return true;
}

/** The path whose spelling this is, or null if it is the spelling of none. */
export function unspell(spelled: string): string | null {
  if (spelled.indexOf(`${ENCODED_FOLDER}/`) !== 0) return isOrdinary(spelled) ? spelled : null;
  const bytes = unbase32hex(spelled.slice(ENCODED_FOLDER.length + 1));
  const path = bytes === null ? null : fromUtf8(bytes);
  // Whatever decodes to an ordinary path, or to one that is spelt with other bits left over, is nobody's spelling.
  return path !== null && spell(path) === spelled ? path : null;
}

/** The bytes of a text in UTF-8. @throws URIError for half of a surrogate pair */
function utf8(text: string): number[] {
  const encoded = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < encoded.length; at++) {
    if (encoded.charAt(at) === '%') {
      bytes.push(parseInt(encoded.slice(at + 1, at + 3), 16));
      at += 2;
    } else {
      bytes.push(encoded.charCodeAt(at));
    }
  }
  return bytes;
}

function fromUtf8(bytes: number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte < 16 ? '0' : ''}${byte.toString(16)}`).join(''));
  } catch {
    return null;
  }
}

function base32hex(bytes: number[]): string {
  let text = '';
  let held = 0;
  let bits = 0;
  bytes.forEach((byte) => {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  });
  return bits > 0 ? text + ALPHABET.charAt((held << (5 - bits)) & 31) : text;
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
