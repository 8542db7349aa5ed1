import { expect, test } from '@jest/globals';

import type { Figures } from '../../../bench/perception/figures.ts';
import { lossesOf } from '../../../bench/perception/judge.ts';

const BEFORE: Figures = {
  who: 'Darkroom, balanced',
  format: 'avif',
  bytes: 0.6,
  mean: 78,
  p10: 75,
  worst: 70,
  poor: 1,
  distance: 3,
  cpu: 500,
};
const after = (change: Partial<Figures>) => lossesOf([BEFORE], [{ ...BEFORE, ...change }]);

test.each<[string, Partial<Figures>]>([
  ['nothing', {}],
  ['a twentieth of the bytes for two thirds of a point', { bytes: 0.57, mean: 77.4 }],
  ['a point more for 5 % more bytes', { bytes: 0.63, mean: 79 }],
  ['rounding', { bytes: 0.602, p10: 74.8, worst: 69.5 }],
])('a change that costs %s may stay', (_, change) => {
  expect(after(change)).toEqual([]);
});

test.each<[string, Partial<Figures>, string]>([
  [
    'more bytes at the same score',
    { bytes: 0.61 },
    'avif of Darkroom, balanced: 61.0 % of the bytes at 78 points, before 60.0 % at 78: that is 1.7 % more',
  ],
  ['as many bytes at a lower score', { mean: 77.8 }, 'that is 1.1 % more bytes at equal quality'],
  ['fewer bytes at a score that falls by more', { bytes: 0.59, mean: 77 }, 'more bytes at equal quality'],
  ['a worse worst photograph', { worst: 68.9 }, 'worst is 68.9 points, before 70; it may lose 1.'],
  ['a worse tenth', { p10: 74.4 }, 'p10 is 74.4 points, before 75; it may lose 0.5.'],
])('a change that costs %s loses more than it gains', (_, change, message) => {
  expect(after(change).join()).toContain(message);
});

test('a format that is gone is a loss', () => {
  expect(lossesOf([BEFORE], [])).toEqual(['Darkroom, balanced has no avif any more.']);
});
