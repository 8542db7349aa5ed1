import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { compareKeys, foldersOf, type Keys, type Prefixes } from '../keys.ts';
import { isFolderMarker } from '../reconcile/observe.ts';
import { leaseKey } from '../store/sweep-lease.ts';
import { walk, type Walked, walkTo } from '../store/walk.ts';
import type { Listings } from './pairs.ts';

export interface ListingsOptions {
  readonly client: S3Client;
  /** The bucket of the originals, and that of everything else. */
  readonly bucket: string;
  readonly variantsBucket: string;
  readonly prefixes: Prefixes;
  readonly keys: Keys;
}

const LISTINGS_AT_ONCE = 32;

const isOriginal = ({ key, bytes }: Walked): boolean => !isFolderMarker(key, { bytes });

/** The listings that a sweep reads. */
export function listingsOf({ client, bucket, variantsBucket, prefixes, keys }: ListingsOptions): Listings {
  const lease = leaseKey(prefixes);

  /** No folder lies within another, so their listings in the order of their names are one listing in that of the keys. */
  async function* originals(after: string | null, rows?: number): AsyncGenerator<Walked, void> {
    for (const folder of [...foldersOf(prefixes)].sort(compareKeys)) {
      const isWithin = after !== null && after.startsWith(folder);
      if (after !== null && !isWithin && compareKeys(folder, after) < 0) continue;
      const from = isWithin ? after.slice(folder.length) : null;
      const listing = walk(client, bucket, prefixes.originals + folder, from, rows);
      for await (const object of listing) yield { ...object, key: folder + object.key };
    }
  }

  return {
    list: async function* (prefix, after, rows) {
      const listing =
        prefix === 'originals' ? originals(after, rows) : walk(client, variantsBucket, prefixes[prefix], after, rows);
      for await (const object of listing) {
        const isAside = prefix === 'originals' ? !isOriginal(object) : prefixes[prefix] + object.key === lease;
        if (!isAside) yield object;
      }
    },
    find: async (paths) => {
      const watched = paths.filter((path) => keys.isWatched(path));
      const found = await pMap(watched, (path) => walkTo(client, bucket, prefixes.originals, path), {
        concurrency: LISTINGS_AT_ONCE,
      });
      return found.filter((object) => object !== null).filter(isOriginal);
    },
    addressOf: (key) => keys.addressOfVariant(prefixes.variants + key),
  };
}
