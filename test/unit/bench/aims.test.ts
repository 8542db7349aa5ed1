import { expect, test } from '@jest/globals';

import { type Aim, judgeAims, type Rows } from '../../../bench/aims.ts';
import { type Spread, spreadOf } from '../../../bench/timing.ts';

const rows = (times: Readonly<Record<string, readonly number[]>>): Rows => [
  {
    photo: { name: '3 MP', megapixels: 3, bytes: Buffer.alloc(0) },
    times: new Map(Object.entries(times).map(([letter, samples]): [string, Spread] => [letter, spreadOf(samples)])),
  },
];

const judged = (jpeg: Rows, all: Rows): Aim[] =>
  judgeAims({
    jpeg,
    all,
    webp: rows({ c: [10], d: [10] }),
    twoCores: null,
    cold: { bundle: spreadOf([105, 120]), sharp: spreadOf([100, 110]), worker: spreadOf([200]) },
    memory: { idle: 60, peak: new Map([['3 MP', 200]]) },
  });
const measuredOf = (aims: readonly Aim[]): string[] =>
  aims.map(({ measured, pass }) => `${measured} ${pass ? 'pass' : 'miss'}`);

test('a ratio is the median of those of the rounds, so that a round that was slow for both counts like any other', () => {
  // The median of c divided by that of d would be 0.92.
  const jpeg = rows({ a: [880, 4_400, 960], c: [110, 550, 100], d: [105, 500, 120] });
  const all = rows({ c: [500, 900, 600], d: [500, 900, 400], e: [520, 918, 612] });
  expect(measuredOf(judged(jpeg, all))).toEqual([
    '1.05 × pass',
    '8.00 × pass',
    '1.00 × pass',
    '1.00 × pass',
    '1.02 × pass',
    '8 ms pass',
    '200 MB pass',
  ]);
});

test('a candidate with one turn a round is compared with the first turns of those with several', () => {
  // Two rounds of a; three turns a round of c and d, those of the first turn first.
  const jpeg = rows({ a: [800, 1_600], c: [100, 200, 1, 1, 1, 1], d: [100, 200, 0.9, 0.9, 0.9, 0.9] });
  const all = rows({ c: [100], d: [100], e: [104] });
  expect(measuredOf(judged(jpeg, all)).slice(0, 5)).toEqual([
    '1.11 × miss',
    '8.00 × pass',
    '1.00 × pass',
    '1.00 × pass',
    '1.04 × miss',
  ]);
});

test('candidates that were not in the same rounds are not compared', () => {
  const all = rows({ c: [100], d: [100], e: [104] });
  expect(() => judged(rows({ a: [800, 900], c: [100, 110, 120], d: [100, 110, 120] }), all)).toThrow('interleave them');
});
