import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

import { allowanceOf, REQUEST_TIME_SHARE } from '../../../handler/src/image/guard/allowance.ts';
import { PROJECT } from '../../../local/paths.ts';

test.each([
  [512, 60, 260.8, 40_000],
  [1_769, 60, 1_392.1, 40_000],
  [10_240, 900, 9_016, 600_000],
  [128, 3, 64, 2_000],
])('leaves a function of %d MB and %d s enough to read, store and report', (memory, timeout, memoryMb, deadlineMs) => {
  const allowance = allowanceOf({ memory, timeout });
  expect(allowance.memoryMb).toBeCloseTo(memoryMb);
  expect(allowance.deadlineMs).toBeCloseTo(deadlineMs);
});

test('leaves one image half of the time of a render, as the variable says', async () => {
  const variables = await readFile(path.join(PROJECT, 'variables.cdn.tf'), 'utf8');
  expect(/Making an image may use\s+(\w+) of it/.exec(variables)?.[1]).toBe('half');
  const { deadlineMs } = allowanceOf({ memory: 1_769, timeout: 40 * REQUEST_TIME_SHARE });
  expect(deadlineMs).toBeCloseTo(20_000);
});
