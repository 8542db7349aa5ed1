import { expect, it } from '@jest/globals';
import { allowanceOf } from '../../../handler/src/image/guard/index.ts';

it.each([
  [512, 60, 260.8, 40_000],
  [1_769, 60, 1_392.1, 40_000],
  [10_240, 900, 9_016, 600_000],
  [128, 3, 64, 2_000],
])('leaves a function of %d MB and %d s enough to read, store and report', (memory, timeout, memoryMb, deadlineMs) => {
  const allowance = allowanceOf({ memory, timeout });
  expect(allowance.memoryMb).toBeCloseTo(memoryMb);
  expect(allowance.deadlineMs).toBeCloseTo(deadlineMs);
});
