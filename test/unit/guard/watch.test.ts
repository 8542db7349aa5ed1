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
