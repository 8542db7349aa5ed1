import { compareKeys } from '../../handler/src/keys.ts';
import type { Cursor } from '../../handler/src/sweep/cursor.ts';
import { listingsOf } from '../../handler/src/sweep/listings.ts';
import type { Until } from '../../handler/src/sweep/range.ts';
import { ALONE, ended, FIRST_SHARD, given, runningIn, untilOf } from '../../handler/src/sweep/shards.ts';
import { splitOf } from '../../handler/src/sweep/split.ts';
import { nothing } from '../../handler/src/sweep/tally.ts';
import { KEYS as keys, PREFIXES } from '../../test/support/simulation/reconcile-context.ts';
import { syntheticClient } from '../../test/support/synthetic-bucket.ts';
import { cursorAt, MODIFIED, type Simulation } from './simulate.ts';

export interface ShardedOptions {
  /** Most shards at once. */
  readonly shards: number;
  /** Seconds that a shard takes for an original, for a variant, and for a LIST. */
  readonly perOriginal: number;
  readonly perVariant: number;
  readonly perList: number;
  /** Seconds of a slice, and after which one ends to share what is left; seconds until the next one begins. */
  readonly slice: number;
  readonly shareAfter: number;
  readonly pause: number;
}

export interface ShardedFigures {
  /** Seconds from the beginning to the end of the last shard. */
  readonly wall: number;
  /** Seconds of all shards together. */
  readonly busy: number;
  readonly most: number;
  readonly made: number;
  readonly splitLists: number;
  /** Seconds after which as many run as may. */
  readonly full: number;
}

/** Runs a sweep's shards in simulated time: where they are cut is decided by the sweep's own code, on computed listings. */
export async function simulateShards(of: Simulation, options: ShardedOptions): Promise<ShardedFigures> {
  const { shards, perOriginal, perVariant, perList, slice, shareAfter, pause } = options;
  const { client, counts } = syntheticClient({ ...of, modified: MODIFIED });
  const listings = listingsOf({ client, bucket: 'bucket', variantsBucket: 'bucket', prefixes: PREFIXES, keys });
  const each = of.manifest.variants.length;
  const manifests = of.originals * perOriginal;
  const whole = manifests + of.originals * each * perVariant;

  /** Originals whose position in the phase is not after the cursor. */
  const passed = ({ phase, done }: Cursor): number => {
    if (done === null) return 0;
    let [low, high] = [0, of.originals];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (compareKeys(cursorAt(phase, middle).done ?? '', done) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  /** Seconds of work before a position. */
  const workAt = (at: Until): number => {
    if (at?.phase === 'manifests') return passed(at) * perOriginal;
    return at?.phase === 'variants' ? manifests + passed(at) * each * perVariant : whole;
  };
  const positionAt = (work: number): Cursor =>
    work < manifests
      ? cursorAt('manifests', Math.floor(work / perOriginal))
      : cursorAt('variants', Math.floor((work - manifests) / perVariant / each));

  let ledger = ALONE;
  let [wall, busy, most, full, made] = [0, 0, 1, shards === 1 ? 0 : Infinity, 1];
  const waiting = [{ name: FIRST_SHARD, at: 0, work: 0, goesOn: false }];
  for (;;) {
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting.shift();
    if (next === undefined) break;
    let { at } = next;
    const { name, work, goesOn } = next;
    if (goesOn && runningIn(ledger) < shards) {
      const before = counts.lists;
      const cut = await splitOf(listings, positionAt(work), untilOf(ledger, name));
      at += (counts.lists - before) * perList;
      const shared = cut && given(ledger, name, cut);
      if (shared) {
        waiting.push({ name: String(ledger.next), at: at + pause, work: workAt(cut), goesOn: false });
        ledger = shared;
        made += 1;
      }
    }
    most = Math.max(most, runningIn(ledger));
    if (runningIn(ledger) === shards) full = Math.min(full, at);
    const length = runningIn(ledger) < shards ? shareAfter : slice;
    const left = Math.max(0, workAt(untilOf(ledger, name)) - work);
    const took = Math.min(left, length);
    busy += took;
    if (left > length) waiting.push({ name, at: at + took + pause, work: work + took, goesOn: true });
    else {
      ledger = ended(ledger, name, nothing);
      wall = Math.max(wall, at + took);
    }
  }
  return { wall, busy, most, made, splitLists: counts.lists, full };
}
