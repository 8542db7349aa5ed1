import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { focalPointText, pointOf, readFocalPoint } from '../../../handler/src/focal-point.ts';
import type { Presets } from '../../../handler/src/presets.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { preset } from '../../support/images/presets.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import {
  CACHE_CONTROL,
  KEYS,
  makeVariants,
  ORIGINAL,
  PATH,
  reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

const at = (focalPoint: string) => ({ metadata: { 'focal-point': focalPoint } });

/** Only `face` is cropped around the focal point. */
const SOME: Presets = {
  face: preset(80, 80, { position: 'focal' }),
  wide: preset(80, 60),
  whole: preset(80, 60, { position: 'focal', fit: 'inside' }),
  narrow: preset(80, null, { position: 'focal' }),
};
const PLAN = testPlan({ presets: SOME });

function site(versioned = true) {
  const wanted: (readonly string[] | undefined)[] = [];
  const bucket = createBucket({ versioned, now: () => 1_000_000_000 });
  const harness = reconcileHarness({
    plan: PLAN,
    store: createStore({
      client: createMemoryClient(bucket),
      bucket: 'bucket',
      keys: KEYS,
      cacheControl: CACHE_CONTROL,
    }),
    makeVariants: (job) => {
      wanted.push(job.only);
      return makeVariants(job);
    },
  });
  const text = (key: string): string => Buffer.from(bucket.get(key)?.body ?? '').toString();
  return {
    bucket,
    wanted,
    run: harness.run,
    face: () => text(KEYS.variant(PATH, 'face')),
    manifest: () => JSON.parse(text(KEYS.manifest(PATH))) as { original: { focalPoint?: string } },
  };
}

describe.each([true, false])('the focal point of an original (in a bucket with versions: %s)', (versioned) => {
  test('remakes what it concerns when it changes, and nothing else, though the ETag stays', async () => {
    const { bucket, wanted, run, face, manifest } = site(versioned);
    bucket.put(ORIGINAL, 'one', at('0.1,0.2'));
    await run();
    expect([face(), manifest().original.focalPoint]).toEqual(['face of one at 0.1,0.2', '0.1,0.2']);

    // In the same second: only the metadata tells.
    bucket.put(ORIGINAL, 'one', at('0.8,0.9'));
    expect(await run()).toMatchObject({ result: 'ready', transforms: 1, reused: 3 });
    expect([face(), manifest().original.focalPoint]).toEqual(['face of one at 0.8,0.9', '0.8,0.9']);

    bucket.put(ORIGINAL, 'one');
    await run();
    expect([face(), manifest().original.focalPoint]).toEqual(['face of one', undefined]);
    expect(wanted).toEqual([undefined, ['face'], ['face']]);
    expect(await run()).toMatchObject({ result: 'unchanged' });
  });

  test('is the same however it is written, and as if absent where it cannot be read', async () => {
    const { bucket, wanted, run } = site(versioned);
    bucket.put(ORIGINAL, 'one', at('0.5,0.25'));
    await run();
    bucket.put(ORIGINAL, 'one', at(' .50 , 0.2500 '));
    await run();
    expect(wanted).toEqual([undefined]);
    bucket.put(ORIGINAL, 'one', at('left'));
    expect(await run()).toMatchObject({ result: 'ready', transforms: 1 });
    bucket.put(ORIGINAL, 'one');
    expect(await run()).toMatchObject({ transforms: 0 });
  });
});

describe('the recipe on request', () => {
  const transform = (name: string, focalPoint?: string) => PLAN.recipeOnRequest(name, focalPoint);

  test('has the focal point where the variant is cropped around it, and only there', () => {
    const focal = '~w_30~h_20~fit_cover~pos_focal~f_webp';
    expect(new Set([transform(focal), transform(focal, '0,0'), transform(focal, '0,1')]).size).toBe(3);
    for (const name of ['~w_30', '~w_30~h_20~fit_cover', '~w_30~h_20~fit_contain~pos_focal']) {
      expect(transform(name, '0,0')).toBe(transform(name));
    }
  });

  test('of a stack without it does not use it', () => {
    const without = testPlan({ presets: { wide: preset(1, 1) }, cacheControl: '' });
    expect([PLAN.usesFocalPoint, without.usesFocalPoint]).toEqual([true, false]);
  });
});

describe('a focal point in metadata', () => {
  const read = (text: string) => readFocalPoint({ 'focal-point': text });

  test('is read to the thousandth, and every one has one text', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (x, y) => {
        const text = focalPointText({ x, y });
        expect(read(text)).toBe(text);
        expect(Math.abs(pointOf(text).x - x)).toBeLessThanOrEqual(0.0005);
        expect(Math.abs(pointOf(text).y - y)).toBeLessThanOrEqual(0.0005);
      }),
    );
  });

  test.each(['', '0.5', '0.5;0.5', '1.1,0', '-0.1,0', '0.1,0.2,0.3', 'NaN,0', '1e-1,0', '0,0 px', '50%,50%', '0,٣'])(
    '"%s" is none',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});
