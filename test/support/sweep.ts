import { createKeys } from '../../handler/src/keys.ts';
import type { Walked } from '../../handler/src/store/walk.ts';
import type { Judgement } from '../../handler/src/sweep/judge.ts';
import type { Listings } from '../../handler/src/sweep/pairs.ts';

const PREFIXES = { originals: 'originals/', variants: 'variants/', manifests: 'manifests/', locks: 'locks/' };

/** Keys under each prefix. */
export interface Bucketful {
  readonly originals?: readonly string[];
  readonly manifests?: readonly string[];
  readonly variants?: readonly string[];
  readonly locks?: readonly string[];
}

/** S3's order, implemented independently of the sweep's. */
export const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const walked = (key: string): Walked => ({ key, etag: 'e', bytes: 1, modified: 1 });

const KEYS = createKeys(PREFIXES);

/** Lists like S3, and counts rows and look-ups of single originals. */
export function listingsIn(keys: Bucketful) {
  const counts = { originals: 0, manifests: 0, variants: 0, locks: 0, found: 0 };
  const originals = new Set(keys.originals);
  const sorted: Partial<Record<keyof Bucketful, readonly string[]>> = {};
  const listings: Listings = {
    list: async function* (prefix, after) {
      // Once, however often the listing is begun again.
      const rows = (sorted[prefix] ??= [...(keys[prefix] ?? [])].sort(compareKeys));
      const from = after === null ? 0 : rows.findIndex((key) => compareKeys(key, after) > 0);
      for (const key of from < 0 ? [] : rows.slice(from)) {
        counts[prefix] += 1;
        yield await Promise.resolve(walked(key));
      }
    },
    find: (paths) => {
      counts.found += paths.length;
      return Promise.resolve(paths.filter((path) => originals.has(path)).map(walked));
    },
    addressOf: (key) => KEYS.addressOfVariant(`variants/${key}`),
  };
  return { ...listings, counts };
}

/** Judges by presets with the digest `d`, and finds no manifest. */
export const JUDGEMENT: Judgement = {
  plan: {
    digest: 'd',
    rejectionDigest: 'd',
    onReject: 'remove',
    cacheControl: 'public',
    limits: 'l',
    recipes: () => new Map(),
    recipeOnRequest: () => null,
    usesFocalPoint: false,
    uploads: {},
    made: new Set(),
    onRequest: new Set(),
  },
  settledBefore: 2,
  storable: () => true,
  isCompared: () => false,
  readManifest: () => Promise.resolve(null),
  listVariants: () => Promise.resolve([]),
};
