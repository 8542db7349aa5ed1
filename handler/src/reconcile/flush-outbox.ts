import type { Listed } from '../store/index.ts';
import { each } from './each.ts';
import { isAbandoned, isAttempt, isOutboxMark, isPurge, stateTag } from './marks.ts';
import type { Observation } from './observe.ts';
import { type Run, timed } from './run.ts';

/**
 * After a look that found nothing to do: keeps the promises that are still open, then removes their marks. A mark of
 * another state may belong to somebody who is about to bring that state about, so it is honoured now, for its writer may
 * be dead, but left until its writer certainly is. A purge that this run itself promised is kept even where its mark has
 * gone: whoever removed that may have done so before this run replaced anything.
 */
export async function flushOutbox(run: Run, seen: Observation): Promise<void> {
  const { path, report, store } = run;
  const due = seen.marks.filter(isOutboxMark);
  const changed = [...due.map(({ name }) => name), ...run.promised].some(isPurge);
  if (report !== null && (due.length > 0 || changed)) {
    const manifest = seen.manifest === 'unreadable' ? null : seen.manifest;
    await timed(run, 'report', () => report({ path, manifest, changed }));
  }
  const state = stateTag(seen.original?.version ?? null, run.plan.digest);
  const isDone = (mark: Listed): boolean =>
    isOutboxMark(mark) && (mark.name.endsWith(state) || run.promised.has(mark.name) || isAbandoned(run, mark));
  const done = seen.marks.filter((mark) => isDone(mark) || (isAttempt(mark) && isAbandoned(run, mark)));
  await each(done, ({ name, etag }) => store.locks.release(path, name, etag));
}
