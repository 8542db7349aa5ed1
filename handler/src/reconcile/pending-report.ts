import { MOST_LISTED } from '../store/index.ts';
import { outboxMark, stateTag } from './marks.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/**
 * Writes the mark that records that a report is due for the state that this run is about to bring about. To be awaited
 * before anything is overwritten or deleted.
 * @param changes whether that replaces or deletes something that a cache may hold. If not, only an event is due, and at a
 * message's first delivery no mark is needed: the queue keeps the message until the event was sent.
 */
export async function recordPendingReport(run: Run, seen: Observation, changes: boolean): Promise<void> {
  run.acted = true;
  if (run.report === null) return;
  // With more listed than one pass sees, another message does the rest.
  if (!changes && run.isFirst && seen.listed.length < MOST_LISTED) {
    run.unmarked = true;
    return;
  }
  const state = stateTag(seen.original?.version, run.plan.digest);
  const mark = outboxMark(changes ? 'p' : 'e', state);
  run.promised.add(mark);
  await run.store.locks.mark(run.path, mark);
}
