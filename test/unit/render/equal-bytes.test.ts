import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { makeVariants } from '../../../handler/src/image/make.ts';
import { variantNames } from '../../../handler/src/image/names.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { obtain } from '../../../handler/src/render/obtain.ts';
import { isRefusal } from '../../../handler/src/render/refusal.ts';
import { resolveVariant } from '../../../handler/src/render/variant-spec.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import { createRenderHarness } from '../../support/render/harness.ts';
import { KEYS, testPlan, testReconcileContext } from '../../support/simulation/index.ts';

const PATH = 'photo.jpg';

// Sizes that feed each other, so that a plan for one of them alone would give other bytes.
const presets = {
  large: preset(320, 240, { formats: ['webp', 'avif'] }),
  small: preset(80, 60, { formats: ['webp'], position: 'attention' }),
  wide: preset(200, null, { fit: 'inside' }),
};
const plan = testPlan({ presets, limits: LIMITS });

const photo = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 640,
      height: 480,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .jpeg({ quality: 92 })
    .toBuffer();

describe('what render makes of a preset that is made at upload', () => {
  test('is what process would have stored, to the byte, with the same headers and metadata', async () => {
    const original = await photo();
    const processed = createBucket();
    processed.put(KEYS.original(PATH), original);
    const context = { plan, limits: LIMITS, makeVariants };
    await reconcile(testReconcileContext(createMemoryClient(processed), context), PATH);

    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), original);
    for (const { name } of variantNames(presets)) {
      const spec = resolveVariant(name, { presets, plan, transforms: null });
      if (isRefusal(spec)) throw new Error(spec.message);
      const rendering = { path: PATH, spec, remaining: () => 30_000, steps: {}, waits: 0, tookOver: false };
      await obtain({ ...harness.copy({ ...context, mostBytes: 1e6 }), ...rendering });
      const { body, etag, contentType, cacheControl, metadata } = assertPresent(
        harness.bucket.get(KEYS.variant(PATH, name)),
      );
      const rendered = { body, etag, contentType, cacheControl, metadata };
      expect(processed.get(KEYS.variant(PATH, name))).toMatchObject(rendered);
    }
  });

  test('depends on the other presets: made alone it would be another', async () => {
    const original = await photo();
    const alone = await makeVariants({
      bytes: original,
      presets: { small: presets.small },
      limits: LIMITS,
      only: ['small'],
    });
    const together = await makeVariants({ bytes: original, presets, limits: LIMITS, only: ['small'] });
    expect(alone.variants[0]?.bytes).not.toEqual(together.variants[0]?.bytes);
  });
});

describe('a deferred format', () => {
  test('is left out at upload, made on its first request, and then kept: nothing is missing without it or foreign with it', async () => {
    const deferring = { ...presets, large: { ...presets.large, deferred: ['webp' as const] } };
    const context = {
      plan: testPlan({ presets: deferring, limits: LIMITS }),
      limits: LIMITS,
      makeVariants,
    };
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), await photo());
    const process = () => reconcile(testReconcileContext(createMemoryClient(harness.bucket), context), PATH);
    const stored = () =>
      harness.bucket
        .keys()
        .filter((key) => key.startsWith(KEYS.variants(PATH)))
        .map((key) => key.split('/').at(-1));

    expect(await process()).toMatchObject({ result: 'ready' });
    expect(stored()).toEqual(['large', 'large~avif', 'small', 'small~webp', 'wide']);
    expect(await process()).toMatchObject({ result: 'unchanged' });

    const spec = resolveVariant('large~webp', { presets: deferring, plan: context.plan, transforms: null });
    if (isRefusal(spec)) throw new Error(spec.message);
    expect(Object.keys(spec.presets)).toEqual(['large']);
    const rendering = { path: PATH, spec, remaining: () => 30_000, steps: {}, waits: 0, tookOver: false };
    await obtain({ ...harness.copy({ ...context, mostBytes: 1e6 }), ...rendering });
    expect(stored()).toContain('large~webp');
    expect(await process()).toMatchObject({ result: 'unchanged' });
    expect(stored()).toContain('large~webp');

    // Another plan in which that format has another quality: what was made on request goes, and comes back on request.
    const changed = { ...deferring, large: { ...deferring.large, quality: { webp: 40 } } };
    const next = {
      ...context,
      plan: testPlan({ presets: changed, limits: LIMITS }),
    };
    await reconcile(testReconcileContext(createMemoryClient(harness.bucket), next), PATH);
    expect(stored()).not.toContain('large~webp');
  });
});
