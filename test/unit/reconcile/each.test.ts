import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';

import { each, MANY_REQUESTS_AT_ONCE, REQUESTS_AT_ONCE } from '../../../handler/src/reconcile/each.ts';

/** Runs so many operations, and returns how many there were at a time at most. */
async function mostAtOnce(count: number, concurrency?: number): Promise<number> {
  let [running, most] = [0, 0];
  await each(
    Array.from({ length: count }, (_, index) => index),
    async () => {
      running += 1;
      most = Math.max(most, running);
      await setImmediate();
      running -= 1;
    },
    concurrency,
  );
  return most;
}

describe('requests for many items', () => {
  test('are sent a few at a time, and fewer than the SDK has sockets', async () => {
    expect(await mostAtOnce(100)).toBe(REQUESTS_AT_ONCE);
    expect(await mostAtOnce(100, MANY_REQUESTS_AT_ONCE)).toBe(32);
    expect(MANY_REQUESTS_AT_ONCE + REQUESTS_AT_ONCE).toBeLessThan(50);
  });

  test('are answered in the order of the items', async () => {
    expect(await each([3, 1, 2], (value) => setImmediate(value * 2))).toEqual([6, 2, 4]);
  });

  test('of which some fail are all waited for, and the first failure is the error', async () => {
    const done: number[] = [];
    const operate = async (value: number) => {
      if (value < 3) throw new Error(`no ${value}`);
      await setImmediate();
      done.push(value);
    };
    await expect(each([1, 2, 3, 4], operate, 2)).rejects.toThrow('no 1');
    expect(done).toEqual([3, 4]);
  });

  test.each([new RangeError('no items'), new AggregateError([], 'no items, and no cause')])(
    'that cannot even be told fail with the reason, which is no list of causes: %s',
    async (reason) => {
      const items: Iterable<number> = {
        [Symbol.iterator]: () => {
          throw reason;
        },
      };
      await expect(each(items, (value) => Promise.resolve(value))).rejects.toBe(reason);
    },
  );
});
