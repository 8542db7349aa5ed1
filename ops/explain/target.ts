import { createKeys, type Prefixes } from '../../handler/src/keys.ts';

/** What somebody asks about. */
export type Target =
  | { readonly kind: 'url'; readonly uri: string; readonly query: Readonly<Record<string, string>> }
  | { readonly kind: 'path'; readonly path: string; readonly name: string | undefined };

export interface Places {
  readonly bucket: string;
  readonly variantsBucket: string;
  readonly prefixes: Prefixes;
  /** Base of image URLs; its path is not part of what the viewer function sees. */
  readonly cdn: string | undefined;
}

/**
 * Reads a URL of the CDN (or only its path, which begins with a slash), an S3 key under one of the stack's prefixes (or
 * `s3://bucket/key`), or else a path.
 * @throws Error if a URL or a bucket is not the stack's, or if a key is that of none of its objects
 */
export function readTarget(text: string, places: Places): Target {
  if (/^https?:\/\//.test(text) || text.startsWith('/')) return readUrl(text, places);
  const [, bucket, rest] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(text) ?? [];
  if (bucket !== undefined && ![places.bucket, places.variantsBucket].includes(bucket)) {
    throw new Error(
      `${bucket} is not a bucket of this stack: received "${text}", allowed: s3://${places.bucket}/… and keys without a bucket.`,
    );
  }
  const key = rest ?? text;
  const found = readKey(key, places.prefixes, bucket !== undefined);
  if (found !== null) return { kind: 'path', ...found };
  if (bucket === undefined) return { kind: 'path', path: key, name: undefined };
  throw new Error(`"${key}" is no object of this stack: its keys begin with ${prefixesText(places.prefixes)}.`);
}

function readUrl(text: string, { cdn }: Places): Target {
  const url = new URL(text, 'https://cdn.invalid');
  const base = cdn === undefined ? null : new URL(cdn);
  if (!text.startsWith('/') && base !== null && url.host !== base.host && !isLocal(url, base)) {
    throw new Error(
      `${url.host} is not the CDN of this stack: received "${text}", allowed: URLs that begin with ${cdn ?? ''}/.`,
    );
  }
  const under = base?.pathname.replace(/\/$/, '') ?? '';
  // As it was written: URL would resolve dot segments, which the viewer function refuses.
  const [written = '/'] = text.replace(/^https?:\/\/[^/?#]*/, '').split(/[?#]/);
  const uri = under !== '' && written.startsWith(`${under}/`) ? written.slice(under.length) : written;
  return { kind: 'url', uri: uri === '' ? '/' : uri, query: Object.fromEntries(url.searchParams) };
}

/** Whether this is the address that the local emulator gives the same distribution. */
const isLocal = ({ hostname }: URL, base: URL): boolean =>
  hostname === `${base.hostname.split('.')[0] ?? ''}.cloudfront.localhost`;

/** @param certain whether the text is a key for sure: an empty prefix of originals makes a key of any text */
function readKey(key: string, prefixes: Prefixes, certain: boolean): { path: string; name: string | undefined } | null {
  const keys = createKeys(prefixes);
  const variant = keys.addressOfVariant(key);
  if (variant !== null) return variant;
  const manifest = keys.pathOfManifest(key);
  if (manifest !== null) return { path: manifest, name: undefined };
  if (key.startsWith(prefixes.locks)) {
    const slash = key.lastIndexOf('/');
    return { path: key.slice(prefixes.locks.length, slash), name: undefined };
  }
  const original = prefixes.originals === '' && !certain ? null : keys.pathOfOriginal(key);
  return original === null ? null : { path: original, name: undefined };
}

const prefixesText = ({ originals, variants, manifests, locks }: Prefixes): string =>
  [originals, variants, manifests, locks].map((each) => (each === '' ? '(anything)' : each)).join(', ');
