import { createStore } from '../../../handler/src/store/index.ts';
import { COMPARED_ONCE_IN, isCompared } from '../../../handler/src/sweep/compare.ts';
import { startOf } from '../../../handler/src/sweep/cursor.ts';
import { listingsOf } from '../../../handler/src/sweep/listings.ts';
import { runSlice } from '../../../handler/src/sweep/slice.ts';
import type { Tally } from '../../../handler/src/sweep/tally.ts';
import { createMemoryClient, type MemoryBucket } from '../memory-s3/index.ts';
import { CACHE_CONTROL, KEYS, PREFIXES, testReconcileContext } from './reconcile-context.ts';

export interface Swept {
  readonly queued: readonly string[];
  readonly tally: Tally;
}

/** Sweeps a whole bucket, at a time in milliseconds since 1970. */
export async function sweepAt(now: number, bucket: MemoryBucket): Promise<Swept> {
  const client = createMemoryClient(bucket);
  const store = createStore({ client, bucket: bucket.name, keys: KEYS, cacheControl: CACHE_CONTROL });
  const queued: string[] = [];
  const { tally } = await runSlice(
    {
      listings: listingsOf({
        client,
        variantsBucket: bucket.name,
        bucket: bucket.name,
        prefixes: PREFIXES,
        keys: KEYS,
      }),
      by: {
        plan: testReconcileContext(client).plan,
        settledBefore: now - 900_000,
        storable: (path) => KEYS.storable(path),
        isCompared: (path) => isCompared(path, now),
        readManifest: (path) => store.manifests.read(path),
        listVariants: (path) => store.variants.list(path),
      },
      queue: (paths) => Promise.resolve(void queued.push(...paths)),
      isBusy: () => Promise.resolve(false),
      isTimeUp: () => false,
      batchSize: 100,
    },
    { cursor: startOf('manifests'), dryRun: false },
  );
  return { queued, tally };
}

const DAY = 86_400_000;

/** Daily sweeps from a given time, until every path was compared. */
export async function sweepMonth(from: number, bucket: MemoryBucket): Promise<string[]> {
  const queued = [];
  for (let day = 1; day <= COMPARED_ONCE_IN; day += 1) queued.push(...(await sweepAt(from + day * DAY, bucket)).queued);
  return queued;
}
