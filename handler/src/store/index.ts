import type { S3Client } from '@aws-sdk/client-s3';

import type { Keys } from '../keys.ts';
import { missingByListing, missingByStatus } from './list.ts';
import { createLocks, type Locks } from './locks.ts';
import { createManifests, type Manifests } from './manifests.ts';
import { createOriginals, type Originals } from './originals.ts';
import { createOverlays, type StoredOverlays } from './overlays.ts';
import type { UncertainPaths } from './uncertain.ts';
import { createVariants, type Variants } from './variants.ts';

export { archivedRejection } from './archive.ts';
export { createS3Client } from './client.ts';
export type { Listed } from './list.ts';
export type { Lock, LockNote } from './locks.ts';
export type { SeenManifest, StoredManifest } from './manifests.ts';
export { legible } from './manifests.ts';
export type { Original } from './originals.ts';
export { MOST_OVERLAY_BYTES, OVERLAYS_PREFIX } from './overlays.ts';
export type { LeaseState, SweepLease } from './sweep-lease.ts';
export { createSweepLease } from './sweep-lease.ts';
export type { Origin, StoredVariant, VariantBytes } from './variants.ts';
export { isMadeFrom, isOfOriginal, MOST_LISTED } from './variants.ts';

/**
 * Everything that accesses S3. All errors it throws are transient: nothing here decides that an original is unusable.
 */
export interface Store {
  readonly originals: Originals;
  readonly variants: Variants;
  readonly manifests: Manifests;
  readonly locks: Locks;
  readonly overlays: StoredOverlays;
  /** Paths on which a write to `variants` or `manifests` may still take effect. */
  readonly uncertain: UncertainPaths;
}

export interface StoreOptions {
  readonly client: S3Client;
  /** The bucket of the originals. */
  readonly bucket: string;
  /** The bucket of variants, manifests and locks; the originals' own if absent. */
  readonly variantsBucket?: string | undefined;
  readonly keys: Keys;
  /** Cache-Control of every variant. */
  readonly cacheControl: string;
  /** Whether the role may list under the prefixes, and so distinguish a missing object from a forbidden one. */
  readonly mayList?: boolean;
}

export function createStore({
  client,
  bucket,
  variantsBucket: made = bucket,
  keys,
  cacheControl,
  mayList = true,
}: StoreOptions): Store {
  const orMissingIn = (searched: string) => (mayList ? missingByListing(client, searched) : missingByStatus);
  const orMissing = orMissingIn(made);
  const uncertain: UncertainPaths = new Set();
  return {
    uncertain,
    originals: createOriginals(client, bucket, keys, orMissingIn(bucket)),
    variants: createVariants(client, made, keys, cacheControl, orMissing, uncertain),
    manifests: createManifests(client, made, keys, orMissing, uncertain),
    locks: createLocks(client, made, keys, orMissing),
    overlays: createOverlays(client, made),
  };
}
