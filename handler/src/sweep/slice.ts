import pMap from 'p-map';

import { type Cursor, PHASES, startOf } from './cursor.ts';
import { judge, type Judgement, type Reason, UNTOUCHED, type Verdict } from './judge.ts';
import type { SweepSlice } from './message.ts';
import { type Listings, openPairs, type Pair, type Pairs } from './pairs.ts';
import { boundedBy, isBehind, reaches, type Until } from './range.ts';
import { add, countOf, nothing, type Tally } from './tally.ts';

/** What a slice works with. */
export interface SweepContext {
  readonly listings: Listings;
  readonly by: Judgement;
  /** Sends these paths to the process queue, at the configured rate. */
  readonly queue: (paths: readonly string[]) => Promise<void>;
  /** Whether the process queue is so full that the sweep should not add to it. */
  readonly isBusy: () => Promise<boolean>;
  readonly isTimeUp: () => boolean;
  /** Whether somebody wants the sweep to wait or to end; told how far it is. */
  readonly isStopped?: (cursor: Cursor, tally: Tally) => Promise<boolean>;
  /** Where the shard ends, which may come nearer while it is swept; null, or absent, for the end of everything. */
  readonly until?: () => Until;
  /** Pairs judged and queued between two checks of the clock. */
  readonly batchSize: number;
}

export interface SliceEnd {
  /** `waiting`: for the process queue to drain; `paused`: until the next invocation; `stopped`: by an operator. */
  readonly state: 'done' | 'paused' | 'waiting' | 'stopped';
  readonly cursor: Cursor;
  /** Of this slice only. */
  readonly tally: Tally;
}

/** Largest number of pairs in a batch. */
export const LARGEST_BATCH = 500;

/** How many manifests are read at once. */
export const PAIRS_AT_ONCE = 32;

/**
 * Sweeps from the cursor on, until everything is done, time is up, or the process queue is busy. If it throws, the
 * retry from the same cursor queues the same paths again, which is harmless: a queued path is only reconciled.
 */
export async function runSlice(
  context: SweepContext,
  { cursor: from, dryRun }: Pick<SweepSlice, 'cursor' | 'dryRun'>,
): Promise<SliceEnd> {
  let cursor = from;
  let tally = nothing;
  const until = context.until ?? (() => null);
  for (const phase of PHASES.slice(PHASES.indexOf(from.phase))) {
    if (!reaches(until(), phase)) break;
    if (cursor.phase !== phase) cursor = startOf(phase);
    const pairs = await openPairs(boundedBy(context.listings, phase, until), cursor);
    for (let more = true; more; cursor = pairs.cursor()) {
      if (context.isTimeUp()) return { state: 'paused', cursor, tally };
      if (await context.isStopped?.(cursor, tally)) return { state: 'stopped', cursor, tally };
      if (!dryRun && (await context.isBusy())) return { state: 'waiting', cursor, tally };
      const batchSize = await take(pairs, context.batchSize, until);
      const found = await findings(batchSize, (pair) => judge(phase, pair, context.by));
      if (!dryRun) await context.queue([...found.queued.keys()]);
      const looked = phase === 'manifests' ? batchSize.filter(({ original }) => original !== undefined).length : 0;
      tally = add(tally, countOf(looked, [...found.queued.values(), ...found.untouched]));
      more = batchSize.length === context.batchSize;
    }
  }
  return { state: 'done', cursor, tally };
}

async function take(pairs: Pairs, most: number, until: () => Until): Promise<Pair[]> {
  const taken: Pair[] = [];
  while (taken.length < most) {
    const pair = await pairs.next();
    if (pair === undefined || isBehind(pairs, until())) break;
    taken.push(pair);
  }
  return taken;
}

/** A path may have many variants, but needs to be queued only once. */
async function findings(
  pairs: readonly Pair[],
  judgeOne: (pair: Pair) => Promise<Verdict | null>,
): Promise<{ queued: Map<string, Reason>; untouched: Untouched[] }> {
  const judged = await pMap(pairs, async (pair) => [pair.path, await judgeOne(pair)] as const, {
    concurrency: PAIRS_AT_ONCE,
  });
  const queued = new Map<string, Reason>();
  const untouched: Untouched[] = [];
  for (const [path, verdict] of judged) {
    if (verdict !== null && isUntouched(verdict)) untouched.push(verdict);
    // A due report among the locks of a path is more informative than the others.
    else if (verdict !== null && path !== null && queued.get(path) !== 'promised') queued.set(path, verdict);
  }
  return { queued, untouched };
}

type Untouched = (typeof UNTOUCHED)[number];

const isUntouched = (verdict: Verdict): verdict is Untouched => UNTOUCHED.some((each) => each === verdict);
