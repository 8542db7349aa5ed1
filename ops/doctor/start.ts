import { messageOf } from '../../handler/src/errors.ts';
import { type Check, judge, type Result } from './check.ts';
import { secondsOf } from './pace.ts';
import type { Run } from './run.ts';

/**
 * Starts every check at once, each as soon as those that it needs have passed; one's fault is no other's. Returns what
 * each comes to, by its id, in the order given. None of the promises rejects.
 */
export function startChecks(checks: readonly Check[], run: Run): ReadonlyMap<string, Promise<Result>> {
  const results = new Map<string, Promise<Result>>();
  const unknown = checks.flatMap(({ needs }) => needs).find((id) => !checks.some((check) => check.id === id));
  if (unknown !== undefined) throw new Error(`A check needs "${unknown}", which is none.`);
  const start = async (check: Check): Promise<Result> => {
    const before = check.last ? checks.filter(({ last }) => !last).map(({ id }) => id) : check.needs;
    // The next turn: by then all of them are in the map, whatever their order.
    await Promise.resolve();
    const done = await Promise.all(before.flatMap((id) => results.get(id) ?? []));
    const needed = done.filter(({ check: { id } }) => check.needs.includes(id));
    const blocker = needed.find(({ verdict, blocked }) => verdict === 'failed' || blocked);
    if (blocker === undefined) return perform(check, run);
    const why = blocker.blocked ? 'could not be checked' : 'failed';
    return {
      check,
      verdict: 'not checked',
      came: `because "${blocker.check.title}" ${why}`,
      seconds: 0,
      blocked: true,
    };
  };
  for (const check of checks) results.set(check.id, start(check));
  return results;
}

async function perform(check: Check, run: Run): Promise<Result> {
  const { signal } = run.pace;
  const began = performance.now();
  const result = (found: Pick<Result, 'verdict' | 'came'>): Result => {
    return { check, ...found, seconds: secondsOf(performance.now() - began), blocked: false };
  };
  try {
    signal.throwIfAborted();
    return result({ verdict: 'passed', came: await check.run(run) });
  } catch (error) {
    // Whatever was under way when the time was up says nothing about the stack.
    return result(signal.aborted ? { verdict: 'not checked', came: messageOf(signal.reason) } : judge(error));
  }
}
