import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';

import type { Keys, Prefixes } from '../keys.ts';
import { isFolderMarker } from '../reconcile/observe.ts';
import { leaseKey } from '../store/sweep-lease.ts';
import { walk, type Walked, walkTo } from '../store/walk.ts';
import type { Listings } from './pairs.ts';

export interface ListingsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefixes: Prefixes;
  readonly keys: Keys;
}

const LISTINGS_AT_ONCE = 32;

const isOriginal = ({ key, bytes }: Walked): boolean => !isFolderMarker(key, { bytes });

/** The listings that a sweep reads. */
export function listingsOf({ client, bucket, prefixes, keys }: ListingsOptions): Listings {
  const lease = leaseKey(prefixes);
  return {
    list: async function* (prefix, after) {
      for await (const object of walk(client, bucket, prefixes[prefix], after)) {
        const isAside = prefix === 'originals' ? !isOriginal(object) : prefixes[prefix] + object.key === lease;
        if (!isAside) yield object;
      }
    },
    find: async (paths) => {
      const found = await pMap(paths, (path) => walkTo(client, bucket, prefixes.originals, path), {
        concurrency: LISTINGS_AT_ONCE,
      });
      return found.filter((object) => object !== null).filter(isOriginal);
    },
    addressOf: (key) => keys.addressOfVariant(prefixes.variants + key),
  };
}
