import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { estimate, paceFor, Reservoir, workOf } from '../../../ops/backfill/plan.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { PRESETS } from '../../support/simulation/fake-images.ts';
import { testPlan } from '../../support/simulation/reconcile-context.ts';
import { ORIGINAL, reconcileHarness } from '../../support/simulation/reconcile-harness.ts';
import { PATH } from '../../support/simulation/simulation.ts';

const planWith = (presets: typeof PRESETS) => testPlan({ presets });
const small = assertPresent(PRESETS['small']);

/** An original as a listing has it, and the manifest that the real code wrote of it. */
async function photographed() {
  const harness = reconcileHarness();
  const { etag } = harness.bucket.put(ORIGINAL, 'photo');
  await harness.run();
  const original = { key: PATH, etag: etag.replaceAll('"', ''), bytes: 5, modified: 0 };
  return { original, manifest: await harness.context.store.manifests.read(PATH) };
}

test.each([
  ['nothing has changed: nothing', PRESETS, null],
  [
    'a preset is added: only its variants',
    { ...PRESETS, less: { ...small, width: 40, height: 30 } },
    { make: 2, of: 4, kept: 2 },
  ],
  ['a preset gets another name: nothing, its variants are copied', { tiny: small }, { make: 0, of: 2, kept: 2 }],
  ['a preset gets another size: it', { small: { ...small, width: 81 } }, { make: 2, of: 2, kept: 0 }],
])('if %s is made again', async (_, presets, work) => {
  const { original, manifest } = await photographed();
  expect(await workOf(original, manifest, Infinity, planWith(presets), 1)).toEqual(work);
});

test('an original without a manifest is made whole, and one that its own event will handle is left alone', async () => {
  const { original } = await photographed();
  expect(await workOf(original, null, Infinity, planWith(PRESETS), 1)).toEqual({ make: 2, of: 2, kept: 0 });
  expect(await workOf({ ...original, modified: 2 }, null, Infinity, planWith(PRESETS), 1)).toBeNull();
});

test('an estimate from all originals is exact, and one from a sample says how exact it is', () => {
  const work = { make: 3, of: 9, kept: 6 };
  expect(estimate(4, [work, null, null, work])).toEqual({
    originals: 4,
    outdated: 2,
    plusMinus: 0,
    make: 6,
    kept: 12,
    share: 1 / 3,
  });
  const works = Array.from({ length: 400 }, (_, n) => (n % 4 === 0 ? work : null));
  // 1.96 × √(0.25 × 0.75 / 400) of a million.
  expect(estimate(1_000_000, works)).toMatchObject({ outdated: 250_000, plusMinus: 42_427 });
});

test('every original has the same chance to be in the sample, however many there are', () => {
  const hits = new Array<number>(20).fill(0);
  for (let round = 0; round < 4000; round += 1) {
    const reservoir = new Reservoir<number>(5);
    for (let n = 0; n < hits.length; n += 1) reservoir.add(n);
    for (const n of reservoir.sample) hits[n] = (hits[n] ?? 0) + 1;
  }
  // 1,000 expected of each, with a standard deviation of 27.
  expect(Math.min(...hits)).toBeGreaterThan(850);
  expect(Math.max(...hits)).toBeLessThan(1150);
});

test('the pace leaves a fifth of the concurrency to uploads, and is one that the sweep accepts', () => {
  expect(paceFor(50, 0.5)).toEqual({ rate: 80, backlog: 1600 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0.05, max: 60, noNaN: true }),
      (concurrency, seconds) => {
        const { rate, backlog } = paceFor(concurrency, seconds);
        expect(rate).toBeGreaterThanOrEqual(1);
        expect(rate).toBeLessThanOrEqual(300);
        expect(rate === 1 || rate * seconds <= 0.8 * concurrency).toBe(true);
        expect(backlog).toBeGreaterThanOrEqual(rate);
      },
    ),
  );
});
