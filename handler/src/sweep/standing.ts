import type { LeaseState } from '../store/index.ts';
import type { Cursor } from './cursor.ts';
import type { SweepSlice } from './message.ts';
import type { SweepProgress } from './progress.ts';
import { ALONE, ended, given, type Ledger, ledgerIn, renewed, runningIn, totalOf } from './shards.ts';
import type { Tally } from './tally.ts';

/** What a slice knows of its sweep's other shards, from the last time that it wrote the lease. */
export interface Standing {
  readonly ledger: () => Ledger;
  /** Whether the sweep has only this shard. Only a shard that runs makes others, so it stays true. */
  readonly isAlone: () => boolean;
  /** What the lease is to say when it is renewed, when a position is given to a new shard, and when the shard is done. */
  readonly renew: (cursor: Cursor, tally: Tally) => (found: unknown) => LeaseState | null;
  readonly give: (cursor: Cursor, at: Cursor) => (found: unknown) => LeaseState | null;
  readonly end: (cursor: Cursor, tally: Tally) => (found: unknown) => LeaseState;
}

export function standingOf(slice: SweepSlice): Standing {
  const { shard, begins } = slice;
  let known = ALONE;
  const stateOf = (ledger: Ledger, { phase, done }: Cursor): LeaseState => {
    known = ledger;
    const running = runningIn(ledger);
    const isWhole = ledger.next === ALONE.next;
    const progress: SweepProgress = {
      begun: slice.begun,
      ...slice.pace,
      phase,
      at: done,
      ...(!isWhole && { shards: running }),
      tally: totalOf(ledger),
    };
    return { progress, ...(!isWhole && running > 0 && { ledger }) };
  };
  return {
    ledger: () => known,
    isAlone: () => runningIn(known) === 1,
    renew: (cursor, tally) => (found) => {
      // Also if the shard has ended: what it gave away may not have begun.
      known = ledgerIn(found);
      const ledger = renewed(known, shard, tally, begins);
      return ledger && stateOf(ledger, cursor);
    },
    give: (cursor, at) => (found) => {
      const ledger = given(ledgerIn(found), shard, at);
      return ledger && stateOf(ledger, cursor);
    },
    end: (cursor, tally) => (found) => stateOf(ended(ledgerIn(found), shard, tally), cursor),
  };
}
