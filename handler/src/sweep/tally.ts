import type { Reason } from './judge.ts';

/** What a sweep has come across, in numbers. */
export type Tally = Readonly<Record<'looked' | Reason, number>>;

export const nothing: Tally = { looked: 0, missing: 0, stale: 0, outdated: 0, orphaned: 0 };

/** Paths that an event should have seen to. Those of old presets are nobody's fault. */
export const eventsLostIn = ({ missing, stale, orphaned }: Tally): number => missing + stale + orphaned;

export function add(a: Tally, b: Tally): Tally {
  return {
    looked: a.looked + b.looked,
    missing: a.missing + b.missing,
    stale: a.stale + b.stale,
    outdated: a.outdated + b.outdated,
    orphaned: a.orphaned + b.orphaned,
  };
}
