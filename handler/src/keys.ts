import { Rejection } from './errors.ts';
import { hasDotSegment, isOrdinary, spell, unspell, variantKey } from './spelling.ts';

/** Where things lie in the bucket. Each prefix ends with `/`, and none begins with another. */
export interface Prefixes {
  readonly originals: string;
  readonly variants: string;
  readonly manifests: string;
  readonly locks: string;
}

/** The longest key S3 takes, in bytes of UTF-8. */
export const LONGEST_KEY_BYTES = 1024;

/** Length in bytes of a mark's name, which lies beside the locks of a path. */
export const MARK_BYTES = 8;

export interface VariantAddress {
  readonly path: string;
  /** Last segment of the key: `<preset>`, `<preset>~<format>` or `~<option>~<option>…`; never holds a `/`. */
  readonly name: string;
}

/**
 * Keys from a path and back. A path is any string of Unicode scalar values: nothing in it is trimmed, folded or normalised.
 * Originals, manifests and locks hold it as it is, variants as `spell` spells it, since the CDN asks origins for them.
 */
export interface Keys {
  original(path: string): string;
  /** @throws URIError if the path holds half of a surrogate pair, as do `variants` and nothing else here */
  variant(path: string, name: string): string;
  /** Every variant of this path begins with it, and so do the variants of paths below: list with a delimiter. */
  variants(path: string): string;
  manifest(path: string): string;
  lock(path: string, name: string): string;
  locks(path: string): string;
  pathOfOriginal(key: string): string | null;
  pathOfManifest(key: string): string | null;
  /** Null too for what lies under the prefix but not under the spelling of any path. */
  addressOfVariant(key: string): VariantAddress | null;
  /** Whether anything can be recorded about this path: its manifest and its marks fit the length of a key. */
  storable(path: string): boolean;
  /** Why no URL or no key can carry a variant of this path, or null. `names` are the variants that presets define. */
  problem(path: string, names: readonly string[]): Rejection | null;
}

export const bytesOf = (text: string): number => Buffer.byteLength(text);

export function createKeys(prefixes: Prefixes): Keys {
  const keys: Keys = {
    original: (path) => prefixes.originals + path,
    variant: (path, name) => prefixes.variants + variantKey(path, name),
    variants: (path) => `${prefixes.variants}${spell(path)}/`,
    manifest: (path) => `${prefixes.manifests}${path}.json`,
    lock: (path, name) => `${prefixes.locks}${path}/${name}`,
    locks: (path) => `${prefixes.locks}${path}/`,
    pathOfOriginal: (key) => (key.startsWith(prefixes.originals) ? key.slice(prefixes.originals.length) : null),
    pathOfManifest: (key) =>
      key.startsWith(prefixes.manifests) && key.endsWith('.json')
        ? key.slice(prefixes.manifests.length, -'.json'.length)
        : null,
    addressOfVariant: (key) => {
      if (!key.startsWith(prefixes.variants)) return null;
      const slash = key.lastIndexOf('/');
      const path = unspell(key.slice(prefixes.variants.length, slash));
      return path === null ? null : { path, name: key.slice(slash + 1) };
    },
    storable: (path) =>
      bytesOf(keys.manifest(path)) <= LONGEST_KEY_BYTES && bytesOf(keys.locks(path)) + MARK_BYTES <= LONGEST_KEY_BYTES,
    problem: (path, names) => {
      if (path === '') {
        return bad(`The key is the folder "${prefixes.originals}" itself: upload the original under a name in it.`);
      }
      if (/\p{Surrogate}/u.test(path)) {
        return bad('The path holds half of a surrogate pair, which is no Unicode text: rename the original.');
      }
      if (hasDotSegment(path)) return bad(dotSegment(path.split('/').find(hasDotSegment) ?? path));
      const longest = names.reduce((a, b) => (bytesOf(b) > bytesOf(a) ? b : a), '');
      const needed = [keys.variant(path, longest), keys.lock(path, longest), keys.manifest(path)];
      const length = Math.max(...needed.map(bytesOf), bytesOf(keys.locks(path)) + MARK_BYTES);
      if (length <= LONGEST_KEY_BYTES) return null;
      const over = length - LONGEST_KEY_BYTES;
      const [spelt, shorter] = isOrdinary(path) ? ['', over] : [speltLonger(path), bytesBeyond(path, over)];
      return bad(
        `The path is ${bytesOf(path)} bytes long${spelt} and would need a key of ${length} bytes (for the variant "${longest}" or the manifest), ` +
          `of at most ${LONGEST_KEY_BYTES} in S3: shorten the path by ${shorter} bytes.`,
      );
    },
  };
  return keys;
}

/**
 * A key as S3 writes it in notifications and listings, like an HTML form: `+` is a space, once.
 * @throws URIError if that is no UTF-8.
 */
export const formDecode = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

const speltLonger = (path: string): string =>
  `, is spelt in ${spell(path).length} because it is not made of letters, digits, ".", "_", "-" and single slashes only,`;

/** How many bytes an encoded path has to lose for its spelling to lose so many: eight characters stand for five bytes. */
const bytesBeyond = (path: string, characters: number): number =>
  bytesOf(path) - Math.floor(((spell(path).length - spell('').length - characters) * 5) / 8);

const dotSegment = (segment: string): string =>
  segment === '.' || segment === '..'
    ? `The path has the segment "${segment}", which browsers resolve before they ask, so no URL leads to it: rename the original.`
    : `The path has the segment "${segment}", which percent-decoding turns into "." or "..", or which is percent-encoded too much to tell, so the CDN refuses every URL of it: rename the original.`;

const bad = (message: string): Rejection => new Rejection('bad_key', message);

/** A key of a listing's answer, which says whether it is form-encoded: XML can't hold every character of a key. */
export const listedKey = (key: string, { EncodingType }: { readonly EncodingType?: string | undefined }): string =>
  EncodingType === 'url' ? formDecode(key) : key;

/** The order in which S3 lists keys: by the bytes of their UTF-8, which is not how JavaScript compares what lies beyond U+FFFF. */
export const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
