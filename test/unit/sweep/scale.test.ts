import { describe, expect, test } from '@jest/globals';

import { library } from '../../../bench/sweep/library.ts';
import { simulateShards } from '../../../bench/sweep/shards.ts';
import { cursorAt, simulateSlice } from '../../../bench/sweep/simulate.ts';
import { startOf } from '../../../handler/src/sweep/cursor.ts';

const HUGE = 100_000_000;
/** Rows of a page of S3, and of the two listings that are merged, each read one page ahead at most. */
const PAGE = 1000;

describe('a sweep of 100 million originals', () => {
  test.each([0, 99_990_000])('holds a batch and what is peeked at, from original %d on', async (index) => {
    const of = library(HUGE);
    const slice = await simulateSlice(of, cursorAt('manifests', index), 2);
    expect(slice.tally.looked).toBe(2 * of.batchSize);
    expect(slice.queued).toBe(0);
    expect(slice.readAhead).toBeLessThanOrEqual(2 * of.batchSize + 2);
    expect(slice.counts.rows['originals']).toBeLessThanOrEqual(slice.tally.looked + PAGE + 30);
    expect(slice.counts.rows['manifests']).toBeLessThanOrEqual(slice.tally.looked + PAGE);
  });

  test('walks variants as far as it has time, with one listing for each thousand', async () => {
    const of = library(HUGE);
    const { counts, cursor, readAhead } = await simulateSlice(of, cursorAt('variants', 70_000_000), 10);
    expect(cursor).toMatchObject({ phase: 'variants' });
    expect(counts.rows['variants']).toBeLessThanOrEqual(10 * of.batchSize + PAGE);
    expect(readAhead).toBeLessThanOrEqual(2 * of.batchSize + 2);
    // Single originals are looked up once: those that the position could have passed.
    expect(counts.lists).toBeLessThan(60);
  });
});

test('in eight shards, 100 million originals take little more than an eighth of the time, and never more than eight run', async () => {
  const times = { perOriginal: 0.003, perVariant: 1e-5, perList: 0.06, slice: 255, shareAfter: 60, pause: 1 };
  const one = await simulateShards(library(HUGE), { ...times, shards: 1 });
  const eight = await simulateShards(library(HUGE), { ...times, shards: 8 });
  expect([one.most, one.made, one.splitLists, eight.most]).toEqual([1, 1, 0, 8]);
  // Whatever was given away was swept, and nothing twice.
  expect(eight.busy).toBeCloseTo(one.busy, 0);
  expect(eight.wall).toBeLessThan((one.wall / 8) * 1.1);
  expect(eight.splitLists).toBeLessThan(10_000);
});

test('a sweep of a synthetic bucket finds what is missing in it, in one slice or in many', async () => {
  const of = { ...library(300), batchSize: 100, isMissing: (index: number) => index % 100 === 7 };
  const whole = await simulateSlice(of, startOf('manifests'), Infinity);
  expect(whole).toMatchObject({ isDone: true, queued: 3, tally: { looked: 300, missing: 3, orphaned: 0 } });
  let [cursor, queued, looked, slices] = [startOf('manifests'), 0, 0, 0];
  for (let isDone = false; !isDone; slices += 1) {
    const slice = await simulateSlice(of, cursor, 3);
    ({ cursor, isDone } = slice);
    queued += slice.queued;
    looked += slice.tally.looked;
  }
  expect({ queued, looked }).toEqual({ queued: 3, looked: 300 });
  expect(slices).toBeGreaterThan(10);
});
