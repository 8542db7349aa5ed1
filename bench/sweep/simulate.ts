import type { ReadyManifest } from '../../handler/src/manifest.ts';
import { createPlan } from '../../handler/src/recipe.ts';
import { createStore } from '../../handler/src/store/index.ts';
import { isCompared } from '../../handler/src/sweep/compare.ts';
import type { Cursor, Phase } from '../../handler/src/sweep/cursor.ts';
import { listingsOf } from '../../handler/src/sweep/listings.ts';
import { runSlice } from '../../handler/src/sweep/slice.ts';
import { add, nothing, type Tally } from '../../handler/src/sweep/tally.ts';
import { KEYS as keys, PREFIXES } from '../../test/support/simulation/reconcile-context.ts';
import { syntheticClient, type SyntheticCounts, syntheticPath } from '../../test/support/synthetic-bucket.ts';

export const MODIFIED = new Date('2026-01-01T00:00:00Z');
const NOW = MODIFIED.getTime() + 86_400_000;
const CACHE_CONTROL = 'public';

export interface Simulation {
  readonly originals: number;
  readonly config: Parameters<typeof createPlan>[0];
  /** What each original's manifest says apart from its path. */
  readonly manifest: Omit<ReadyManifest, 'path'>;
  /** Numbers of originals that have no manifest. */
  readonly isMissing?: (index: number) => boolean;
  readonly batchSize: number;
}

export interface SliceFigures {
  readonly tally: Tally;
  readonly queued: number;
  readonly cursor: Cursor;
  readonly isDone: boolean;
  /** Largest number of rows that were listed and not yet judged when a page was asked for. */
  readonly readAhead: number;
  readonly counts: SyntheticCounts;
}

/** The position of a sweep after the original with this number, in this phase; at the beginning for 0. */
export function cursorAt(phase: Phase, index: number): Cursor {
  if (index === 0) return { phase, done: null, path: null };
  const path = syntheticPath(index - 1);
  return { phase, done: phase === 'manifests' ? `${path}.json` : `${path}/\u{10ffff}`, path: null };
}

/** Runs the sweep's own code from a position over a bucket of synthetic keys, for at most so many batches. */
export async function simulateSlice(of: Simulation, cursor: Cursor, batches: number): Promise<SliceFigures> {
  const { client, counts } = syntheticClient({ ...of, modified: MODIFIED });
  const plan = createPlan(of.config);
  const at = { client, bucket: 'bucket', keys };
  const store = createStore({ ...at, cacheControl: CACHE_CONTROL });
  const listings = listingsOf({ ...at, variantsBucket: 'bucket', prefixes: PREFIXES });
  let [left, taken, listed, readAhead, queued] = [batches, 0, 0, 0, 0];
  const { tally, ...end } = await runSlice(
    {
      listings: {
        ...listings,
        list: async function* (prefix, after) {
          for await (const object of listings.list(prefix, after)) {
            listed += 1;
            readAhead = Math.max(readAhead, listed - taken);
            yield object;
          }
        },
      },
      by: {
        plan,
        settledBefore: NOW - 900_000,
        storable: (path) => keys.storable(path),
        isCompared: (path) => isCompared(path, NOW),
        readManifest: (path) => store.manifests.read(path),
        listVariants: (path) => store.variants.list(path),
      },
      queue: (paths) => Promise.resolve(void (queued += paths.length)),
      isBusy: () => Promise.resolve(false),
      isTimeUp: () => {
        // A batch has been judged: what was listed for it is gone.
        taken = listed;
        left -= 1;
        return left < 0;
      },
      batchSize: of.batchSize,
    },
    { cursor, dryRun: false },
  );
  return { tally: add(nothing, tally), queued, cursor: end.cursor, isDone: end.state === 'done', readAhead, counts };
}
