import { REASONS, type Verdict } from './judge.ts';

/** What a sweep has come across, in numbers. */
export type Tally = Readonly<Record<(typeof COUNTS)[number], number>>;

export const COUNTS = ['looked', ...REASONS, 'foreign'] as const satisfies readonly ('looked' | Verdict)[];

const tallyOf = (count: (name: (typeof COUNTS)[number]) => number): Tally =>
  Object.fromEntries(COUNTS.map((name) => [name, count(name)])) as Tally;

export const nothing: Tally = tallyOf(() => 0);

/** Paths that an event should have seen to. Those of old presets are nobody's fault, and the rest is only looked at. */
export const eventsLostIn = ({ missing, stale, orphaned, differing, promised }: Tally): number =>
  missing + stale + orphaned + differing + promised;

export const add = (a: Tally, b: Tally): Tally => tallyOf((name) => a[name] + b[name]);

export const countOf = (looked: number, verdicts: Iterable<Verdict>): Tally => {
  const counts: Record<string, number> = { looked };
  for (const verdict of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return tallyOf((name) => counts[name] ?? 0);
};
