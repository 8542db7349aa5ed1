import { Rejection } from './errors.ts';
import { hasDotSegment, isOrdinary, spell, unspell, variantKey } from './spelling.ts';

/**
 * Where objects are stored. Each prefix ends with `/`, and of those in one bucket none begins with another. The prefix of
 * originals may be empty.
 */
export interface Prefixes {
  readonly originals: string;
  /**
   * The folders under the prefix that hold originals, each ending with `/`, in the order of their keys, none within
   * another; absent if everything under the prefix does.
   */
  readonly folders?: readonly string[] | undefined;
  readonly variants: string;
  readonly manifests: string;
  readonly locks: string;
}

/** The longest key that S3 accepts, in bytes of UTF-8. */
export const LONGEST_KEY_BYTES = 1024;

/** Length in bytes of a mark's name. Marks are stored beside the locks of a path. */
export const MARK_BYTES = 8;

export interface VariantAddress {
  readonly path: string;
  /** Last segment of the key: `<preset>`, `<preset>~<format>` or `~<option>~<option>…`; never contains a `/`. */
  readonly name: string;
}

/**
 * Converts paths to keys and back. A path is any string of Unicode scalar values: it is never trimmed, case-folded or
 * normalised. Keys of originals, manifests and locks contain it unchanged; keys of variants contain it as encoded by
 * `spell`, since the CDN requests them from its origins.
 */
export interface Keys {
  original(path: string): string;
  /** @throws URIError if the path contains a lone surrogate; `variants` throws it too, the other functions do not */
  variant(path: string, name: string): string;
  /** Prefix of every variant of this path, and also of the variants of paths below it: list with a delimiter. */
  variants(path: string): string;
  manifest(path: string): string;
  lock(path: string, name: string): string;
  locks(path: string): string;
  /** Null if the key is outside the prefix or, if originals are in certain folders, outside those. */
  pathOfOriginal(key: string): string | null;
  /** Whether an original may be at this path: always, unless originals are in certain folders only. */
  isWatched(path: string): boolean;
  pathOfManifest(key: string): string | null;
  /** Also null for keys under the prefix that are not under the spelling of any path. */
  addressOfVariant(key: string): VariantAddress | null;
  /** Whether anything can be recorded about this path: its manifest and its marks fit in a key. */
  storable(path: string): boolean;
  /** Why no URL or no key can contain a variant of this path, or null. `names` are the variants that presets define. */
  problem(path: string, names: readonly string[]): Rejection | null;
}

/** The folders that hold originals, relative to their prefix; the empty one stands for all. */
export const foldersOf = ({ folders }: Pick<Prefixes, 'folders'>): readonly string[] =>
  folders === undefined || folders.length === 0 ? [''] : folders;

export const bytesOf = (text: string): number => Buffer.byteLength(text);

export function createKeys(prefixes: Prefixes): Keys {
  const keys: Keys = {
    original: (path) => prefixes.originals + path,
    variant: (path, name) => prefixes.variants + variantKey(path, name),
    variants: (path) => `${prefixes.variants}${spell(path)}/`,
    manifest: (path) => `${prefixes.manifests}${path}.json`,
    lock: (path, name) => `${prefixes.locks}${path}/${name}`,
    locks: (path) => `${prefixes.locks}${path}/`,
    pathOfOriginal: (key) => {
      const path = key.startsWith(prefixes.originals) ? key.slice(prefixes.originals.length) : null;
      return path !== null && keys.isWatched(path) ? path : null;
    },
    isWatched: (path) => foldersOf(prefixes).some((folder) => path.startsWith(folder)),
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
        return bad('The path contains a lone surrogate, which is not valid Unicode: rename the original.');
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
          `but S3 allows at most ${LONGEST_KEY_BYTES}: shorten the path by ${shorter} bytes.`,
      );
    },
  };
  return keys;
}

/**
 * Decodes a key in a notification or listing, which S3 encodes like an HTML form: `+` is a space. Decodes once.
 * @throws URIError if the result is not UTF-8.
 */
export const formDecode = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

const speltLonger = (path: string): string =>
  `, is spelt in ${spell(path).length} because it does not consist of letters, digits, ".", "_", "-" and single slashes only,`;

/**
 * How many bytes an encoded path must lose for its spelling to lose this many characters: 8 characters encode 5 bytes.
 */
const bytesBeyond = (path: string, characters: number): number =>
  bytesOf(path) - Math.floor(((spell(path).length - spell('').length - characters) * 5) / 8);

const dotSegment = (segment: string): string =>
  segment === '.' || segment === '..'
    ? `The path has the segment "${segment}", which browsers resolve before they send the request, so no URL leads to it: rename the original.`
    : `The path has the segment "${segment}", which percent-decoding turns into "." or "..", or which is percent-encoded too many times to tell, so the CDN refuses every URL of it: rename the original.`;

const bad = (message: string): Rejection => new Rejection('bad_key', message);

/**
 * A key from a listing's response, which says whether it is form-encoded: XML cannot contain every character of a key.
 */
export const listedKey = (key: string, { EncodingType }: { readonly EncodingType?: string | undefined }): string =>
  EncodingType === 'url' ? formDecode(key) : key;

/** The order in which S3 lists keys: by their UTF-8 bytes. JavaScript compares characters beyond U+FFFF differently. */
export const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
