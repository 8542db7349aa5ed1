import type { Listed } from '../store/index.ts';
import { each } from './each.ts';
import { isAbandoned, isAttempt, isOutboxMark, isPurge, outboxMark, stateTag } from './marks.ts';
import type { Observation } from './observe.ts';
import { type Run, timed } from './run.ts';

/**
 * After a pass that found nothing to do: sends the reports and purges that are still due, then removes their marks. A
 * mark of another state may belong to a function that is about to bring that state about. It is reported now, because
 * its writer may be dead, but kept until its writer is certainly gone. A purge that this run itself recorded is sent
 * even if its mark is missing: another function may have removed the mark before this run replaced anything.
 *
 * A message's first delivery leaves no mark of an event (see `recordPendingReport`). If it may have failed or died before
 * it sent the event, the event is sent now, and a mark keeps it due until then, in case the message becomes a dead
 * letter.
 */
export async function flushOutbox(run: Run, seen: Observation): Promise<void> {
  const { path, report, store } = run;
  const due = seen.marks.filter(isOutboxMark);
  const changed = [...due.map(({ name }) => name), ...run.promised].some(isPurge);
  const state = stateTag(seen.original?.version, run.plan.digest);
  const overdue = report !== null && due.length === 0 && run.isRepeated;
  const late = outboxMark('e', state);
  const lateTag = overdue ? await store.locks.mark(path, late) : null;
  if (report !== null && (due.length > 0 || changed || run.unmarked || overdue)) {
    await timed(run, 'report', () => report({ path, manifest: seen.manifest, changed }));
  }
  const isDone = (mark: Listed): boolean =>
    isOutboxMark(mark) && (mark.name.endsWith(state) || run.promised.has(mark.name) || isAbandoned(run, mark));
  const done = seen.marks.filter((mark) => isDone(mark) || (isAttempt(mark) && isAbandoned(run, mark)));
  await each(done, ({ name, etag }) => store.locks.release(path, name, etag));
  if (lateTag !== null) await store.locks.release(path, late, lateTag);
}
