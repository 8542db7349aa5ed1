import { messageOf } from '../../handler/src/errors.ts';
import { type Check, judge, type Result } from './check.ts';
import { secondsOf } from './pace.ts';
import type { Run } from './run.ts';

/**
 * Runs all checks concurrently, each as soon as those it depends on have passed. Returns a promise of each result by
 * check id, in the given order. None of the promises rejects.
 */
export function startChecks(checks: readonly Check[], run: Run): ReadonlyMap<string, Promise<Result>> {
  const results = new Map<string, Promise<Result>>();
  const unknown = checks.flatMap(({ needs }) => needs).find((id) => !checks.some((check) => check.id === id));
  if (unknown !== undefined) throw new Error(`A check needs "${unknown}", which does not exist.`);
  const start = async (check: Check): Promise<Result> => {
    const before = check.last ? checks.filter(({ last }) => !last).map(({ id }) => id) : check.needs;
    // Continues in the next turn, when all checks are in the map.
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
    // A check that was still running at the time limit says nothing about the stack.
    return result(signal.aborted ? { verdict: 'not checked', came: messageOf(signal.reason) } : judge(error));
  }
}
