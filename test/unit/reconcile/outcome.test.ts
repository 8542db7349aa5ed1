import { describe, expect, test } from '@jest/globals';

import type { Manifest } from '../../../handler/src/manifest.ts';
import type { Observation } from '../../../handler/src/reconcile/observe.ts';
import { outcomeOf } from '../../../handler/src/reconcile/outcome.ts';
import type { Run } from '../../../handler/src/reconcile/run.ts';
import { REJECTED } from '../../support/manifest.ts';

/** What an outcome is told of a run. */
type Told = Pick<Run, 'path' | 'acted' | 'transforms' | 'reused' | 'steps' | 'made'>;

const IDLE: Told = { path: 'a/b.jpg', acted: false, transforms: 0, reused: 0, steps: { observe: 3 }, made: null };
const ORIGINAL = { etag: 'e', version: 'v', bytes: 70 };
const READY = { status: 'ready' } as Manifest;
const NOTHING = { degraded: false, variants: 0, variantBytes: 0 };

const outcome = (run: Partial<Told>, manifest: Observation['manifest'], original: Observation['original'] = ORIGINAL) =>
  outcomeOf({ ...IDLE, ...run } as Run, { original, manifest }, 2);

describe('the outcome of a reconcile', () => {
  test.each([READY, REJECTED, null])('that did nothing is unchanged: %#', (manifest) => {
    expect(outcome({}, manifest)).toStrictEqual({
      result: 'unchanged',
      path: 'a/b.jpg',
      bytes: 70,
      ...NOTHING,
      transforms: 0,
      reused: 0,
      passes: 2,
      steps: { observe: 3 },
    });
  });

  test('that made variants says how many, how large, of how many pixels, and where the time went', () => {
    const variants = [7, 5].map((length) => ({ bytes: new Uint8Array(length) }));
    const image = { width: 4, height: 3, degraded: true };
    const made = { image, variants, timings: { probe: 1, decode: 2, encode: 5 } } as unknown as Run['made'];
    expect(outcome({ acted: true, transforms: 1, reused: 4, made }, READY)).toEqual({
      result: 'ready',
      path: 'a/b.jpg',
      bytes: 70,
      pixels: 12,
      degraded: true,
      transforms: 1,
      reused: 4,
      variants: 2,
      variantBytes: 12,
      passes: 2,
      steps: { observe: 3, probe: 1, decode: 2, encode: 5 },
    });
  });

  test('that rejected the original has the code and the reason', () => {
    expect(outcome({ acted: true }, REJECTED)).toMatchObject({
      result: 'rejected',
      code: REJECTED.rejection.code,
      reason: REJECTED.rejection.message,
      ...NOTHING,
    });
    expect(outcome({ acted: true }, READY)).not.toHaveProperty('code');
  });

  test('that left no manifest has removed the path', () => {
    expect(outcome({ acted: true }, null, null)).toMatchObject({ result: 'removed', bytes: 0, ...NOTHING });
  });
});
