import { describe, expect, test } from '@jest/globals';

import { interleave, paired, spreadOf } from '../../../bench/timing.ts';

const ratio = (one: number, other: number): number => one / other;

describe('two candidates that ran in the same rounds', () => {
  test('are compared round by round, so that a machine that is slow for a while changes nothing', () => {
    const one = spreadOf([11, 22, 33]);
    const other = spreadOf([10, 20, 30]);

    expect(paired(one, other, ratio).samples).toEqual([1.1, 1.1, 1.1]);
    expect(paired(one, other, (a, b) => a - b).median).toBe(2);
  });

  test('are compared by the median of their rounds, not by the rounds of their medians', () => {
    expect(paired(spreadOf([10, 40, 20]), spreadOf([10, 20, 40]), ratio)).toMatchObject({
      median: 1,
      min: 0.5,
      max: 2,
    });
  });

  test('cannot be compared if one has more rounds', () => {
    expect(() => paired(spreadOf([1, 2]), spreadOf([1]), ratio)).toThrow('2 rounds cannot be compared with 1');
  });
});

test('of an even number of rounds, the median lies between the two in the middle', () => {
  expect(spreadOf([4, 1, 2, 10])).toMatchObject({ median: 3, min: 1, max: 10 });
});

test('rounds start with a different candidate each, and none always follows the same other', async () => {
  const order: string[] = [];
  const candidate = (key: string) => ({
    key,
    run: () => {
      order.push(key);
      return Promise.resolve(key === 'a' ? order.length : undefined);
    },
  });
  const times = await interleave(['a', 'b', 'c'].map(candidate), 3, () => undefined);

  expect(order.join('')).toBe('abc' + 'acb' + 'cab' + 'cba');
  expect(times.get('a')?.samples).toEqual([4, 8, 12]);
  expect(times.get('b')?.samples).toHaveLength(3);
});
