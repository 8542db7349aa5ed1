import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { type Overrun, watch } from '../../../handler/src/image/guard/watch.ts';

/** This very process, which is busy enough to be seen and does not end. */
const watching = (allowance: { deadlineMs?: number; memoryMb?: number }) => {
  const overruns: Overrun[] = [];
  const watched = watch(process.pid, { deadlineMs: 400, memoryMb: 1_000_000, ...allowance }, (over) => {
    overruns.push(over);
  });
  return { overruns, watched };
};

describe('a worker that is watched', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  test('is detected once, within two polls after the deadline and not before', () => {
    const look = process.platform === 'linux' ? 50 : 500;
    const { overruns } = watching({ deadlineMs: 10_000 });
    jest.advanceTimersByTime(10_000);
    expect(overruns).toEqual([]);
    jest.advanceTimersByTime(2 * look);
    expect(overruns).toMatchObject([{ what: 'time' }]);
    jest.advanceTimersByTime(100_000);
    expect(overruns).toHaveLength(1);
  });

  test('had as much of a processor as it used in the time that counts: not before that, nor while everything was frozen', () => {
    let [cpu, frozen] = [5_000, 0];
    const clock = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => clock() + frozen);
    const overruns: Overrun[] = [];
    const note = (over: Overrun) => void overruns.push(over);
    const meter = () => ({ memory: () => 0, cpu: () => cpu, close: () => undefined });
    watch(1, { deadlineMs: 10_000, memoryMb: 1 }, note, meter);
    jest.advanceTimersByTime(4_000);
    frozen = 3_600_000;
    cpu += 1_500;
    jest.advanceTimersByTime(5_000);
    expect(overruns).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(overruns).toEqual([{ what: 'time', share: expect.closeTo(0.15, 1) }]);
  });

  test('is stopped at the first poll if it exceeds its memory limit', () => {
    const { overruns } = watching({ memoryMb: 1 });
    jest.advanceTimersByTime(500);
    expect(overruns).toMatchObject([{ what: 'memory' }]);
  });

  test('is left alone once it has ended', () => {
    const { overruns, watched } = watching({});
    jest.advanceTimersByTime(300);
    const { elapsed, memory, memoryNow } = watched.end();
    expect(elapsed).toBe(300);
    expect(memory).toBeGreaterThanOrEqual(memoryNow);
    expect(memoryNow).toBeGreaterThan(2 ** 20);
    jest.advanceTimersByTime(10_000);
    expect(overruns).toEqual([]);
  });
});
