import { each } from './each.ts';
import { isAttempt, isDue, isPurgeDue, stateTag } from './marks.ts';
import type { Observation } from './observe.ts';
import { type Run, timed } from './run.ts';
import type { Listed } from '../store/index.ts';

/**
 * After a look that found nothing to do: keeps the promises that are still open, then removes their marks. A mark of
 * another state may belong to somebody who is about to bring that state about, so it is honoured now, for its writer may
 * be dead, but left until its writer certainly is.
 */
export async function settle(run: Run, seen: Observation): Promise<void> {
  const { path, report, store } = run;
  const due = seen.marks.filter(isDue);
  if (report !== null && due.length > 0) {
    const manifest = seen.manifest === 'unreadable' ? null : seen.manifest;
    await timed(run, 'report', () => report({ path, manifest, changed: due.some(isPurgeDue) }));
  }
  const state = stateTag(seen.original?.version ?? null, run.plan.digest);
  const isDone = (mark: Listed): boolean =>
    isDue(mark) && (mark.name.endsWith(state) || run.promised.has(mark.name) || isAbandoned(run, mark));
  const done = seen.marks.filter((mark) => isDone(mark) || (isAttempt(mark) && isAbandoned(run, mark)));
  await each(done, ({ name, etag }) => store.locks.release(path, name, etag));
}

const isAbandoned = ({ now, timeout }: Run, { modified }: Listed): boolean => now() - modified > timeout * 1000;
