import * as z from 'zod/mini';

import { REASONS, UNTOUCHED, type Verdict } from './judge.ts';

/** The counts of a sweep. */
export type Tally = Readonly<Record<(typeof COUNTS)[number], number>>;

export const COUNTS = ['looked', ...REASONS, ...UNTOUCHED] as const satisfies readonly ('looked' | Verdict)[];

/** A tally in a message or in the lease. */
export const tallySchema = z.record(z.enum(COUNTS), z.int().check(z.minimum(0)));

const tallyOf = (count: (name: (typeof COUNTS)[number]) => number): Tally =>
  Object.fromEntries(COUNTS.map((name) => [name, count(name)])) as Tally;

export const nothing: Tally = tallyOf(() => 0);

/** Paths that an event should have handled. Outdated presets are no failure, and the others are only checked. */
export const eventsLostIn = ({ missing, stale, orphaned, differing, promised }: Tally): number =>
  missing + stale + orphaned + differing + promised;

export const queuedIn = (tally: Tally): number => REASONS.reduce((sum, reason) => sum + tally[reason], 0);

export const add = (a: Tally, b: Tally): Tally => tallyOf((name) => a[name] + b[name]);

export const countOf = (looked: number, verdicts: Iterable<Verdict>): Tally => {
  const counts: Record<string, number> = { looked };
  for (const verdict of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return tallyOf((name) => counts[name] ?? 0);
};
