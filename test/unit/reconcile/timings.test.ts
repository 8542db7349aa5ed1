import { describe, expect, jest, test } from '@jest/globals';

import { timed } from '../../../handler/src/reconcile/run.ts';
import { ORIGINAL, reconcileHarness } from '../../support/simulation/index.ts';

describe('the time of a run is told by steps that dashboards and logs know:', () => {
  const stepsOf = async (text: string) => {
    const { bucket, run } = reconcileHarness();
    bucket.put(ORIGINAL, text);
    const { steps } = await run();
    return [steps, (await run()).steps].map((each) => Object.keys(each).sort());
  };

  test('those of an upload that becomes variants, the steps of the transform included, and that of a duplicate', async () => {
    const all = ['decode', 'encode', 'observe', 'probe', 'read', 'report', 'store', 'transform'];
    expect(await stepsOf('one')).toEqual([all, ['observe']]);
  });

  test('those of a rejection', async () => {
    expect(await stepsOf('bad')).toEqual([['observe', 'read', 'report', 'store', 'transform'], ['observe']]);
  });
});

describe('the wall time of a step', () => {
  /** What is on record after steps that take these times, in milliseconds. */
  async function recorded(steps: readonly (readonly [name: string, ms: number, fails?: boolean])[]) {
    let now = 5000;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    const run = { steps: {} as Record<string, number> };
    for (const [name, ms, fails = false] of steps) {
      const work = () => {
        now += ms;
        return fails ? Promise.reject(new Error('SlowDown')) : Promise.resolve();
      };
      await timed(run, name, work).catch(() => undefined);
    }
    clock.mockRestore();
    return run.steps;
  }

  test('is that of its work, in whole milliseconds', async () => {
    expect(await recorded([['read', 20.4]])).toEqual({ read: 20 });
  });

  test('is summed over the passes of a run, step by step', async () => {
    const passes = [
      ['observe', 7],
      ['store', 30],
      ['observe', 5],
    ] as const;
    expect(await recorded(passes)).toEqual({ observe: 12, store: 30 });
  });

  test('includes that of work that failed', async () => {
    expect(await recorded([['store', 30, true]])).toEqual({ store: 30 });
  });
});

test('a message that finds nothing to do reuses no variant, and says so', async () => {
  const { bucket, run } = reconcileHarness();
  bucket.put(ORIGINAL, 'one');
  expect(await run()).toMatchObject({ result: 'ready', reused: 0 });
  expect(await run()).toMatchObject({ result: 'unchanged', reused: 0 });
  bucket.delete(ORIGINAL);
  expect(await run()).toMatchObject({ result: 'removed', reused: 0 });
});
