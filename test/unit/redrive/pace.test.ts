import { describe, expect, test } from '@jest/globals';

import { type Clock, pacer, systemClock } from '../../../ops/redrive/pace.ts';

function fakeClock(): Clock & { time: number } {
  const clock = {
    time: 0,
    now: () => clock.time,
    sleep: (ms: number) => {
      clock.time += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

const { signal } = new AbortController();

describe('pacer', () => {
  test('lets the first caller proceed immediately and the others in turn', async () => {
    const clock = fakeClock();
    const myTurn = pacer(4, clock);
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      await myTurn(signal);
      times.push(clock.time);
    }
    expect(times).toEqual([0, 250, 500, 750, 1000]);
  });

  test('a pause is not followed by a burst', async () => {
    const clock = fakeClock();
    const myTurn = pacer(10, clock);
    await myTurn(signal);
    clock.time = 60_000;
    await myTurn(signal);
    await myTurn(signal);
    expect(clock.time).toBe(60_100);
  });

  test('an interruption ends the waiting', async () => {
    const interruption = new AbortController();
    const myTurn = pacer(0.01, systemClock);
    await myTurn(interruption.signal);
    const waiting = myTurn(interruption.signal);
    interruption.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
