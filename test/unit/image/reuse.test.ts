import '../../support/images/two-threads.ts';

import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { makeVariants } from '../../../handler/src/image/make.ts';
import type { Preset, Presets } from '../../../handler/src/presets.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { animation, photo, plain, screenshot, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';
import { createBucket, createMemoryClient, type MemoryBucket } from '../../support/memory-s3/index.ts';
import { KEYS, testPlan, testReconcileContext } from '../../support/simulation/index.ts';

const PATH = 'photo.jpg';
const ORIGINALS = {
  photograph: toSharp(photo(160, 120)).jpeg().toBuffer(),
  screenshot: toSharp(screenshot(120, 90)).png().toBuffer(),
  animation: animation([plain(60, 40, [9, 90, 200]), plain(60, 40, [200, 90, 9])])
    .gif()
    .toBuffer(),
};

/** Sizes that feed each other, and options that leave some originals as they are. */
const options: fc.Arbitrary<Preset> = fc
  .record({
    size: fc.constantFrom<[number, number | null][]>([120, 90], [60, 45], [40, 40], [20, 15], [300, null]),
    formats: fc.subarray<Preset['formats'][number]>(['webp', 'avif']),
    fit: fc.constantFrom<Preset['fit']>('cover', 'inside', 'contain'),
    quality: fc.constantFrom<Preset['quality']>({}, { jpeg: 50 }, { avif: 30 }, { webp: 40 }),
    deferred: fc.subarray<Preset['formats'][number]>(['avif']),
    animated: fc.boolean(),
    make: fc.constantFrom<Preset['make']>('upload', 'upload', 'request'),
  })
  .map(({ size: [width, height], ...rest }) => preset(width, height, rest));

const presets: fc.Arbitrary<Presets> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), options, { minKeys: 1 });

/** Presets, and what becomes of them: some stay, some change, some come, go, or get another name. */
const changes = fc.record({
  before: presets,
  other: presets,
  kept: fc.subarray(['a', 'b', 'c']),
  renamed: fc.boolean(),
});
/** A variant that stays beside one that comes, whatever else is drawn. */
const ONE_MORE: Change = {
  before: { a: preset(60, 45, {}) },
  other: { b: preset(20, 15, {}) },
  kept: ['a'],
  renamed: false,
};
interface Change {
  readonly before: Presets;
  readonly other: Presets;
  readonly kept: readonly string[];
  readonly renamed: boolean;
}
const after = ({ before, other, kept, renamed }: Change): Presets => {
  const stay = Object.entries(before).filter(([name]) => kept.includes(name));
  return { ...other, ...Object.fromEntries(stay.map(([name, each]) => [renamed ? `${name}2` : name, each])) };
};

async function process(bucket: MemoryBucket, set: Presets): Promise<number> {
  const plan = testPlan({ presets: set, limits: LIMITS });
  const context = testReconcileContext(createMemoryClient(bucket), { plan, limits: LIMITS, makeVariants });
  return (await reconcile(context, PATH)).reused;
}

/** A manifest without the placeholder, which is made of as many pixels as its presets have decoded (placeholder.ts). */
function withoutPlaceholder(manifest: string): unknown {
  const { image, ...rest } = JSON.parse(manifest) as { image?: { placeholder?: unknown } };
  const { placeholder, ...kept } = image ?? {};
  expect(placeholder).toEqual({ thumbhash: expect.any(String), colour: expect.stringMatching(/^#[0-9a-f]{6}$/) });
  return { image: kept, ...rest };
}

const contentOf = (bucket: MemoryBucket) =>
  bucket.keys().map((key) => {
    const { body, etag, contentType, cacheControl, metadata } = bucket.get(key) ?? { body: '' };
    return [
      key,
      { content: key.endsWith('.json') ? withoutPlaceholder(String(body)) : etag, contentType, cacheControl, metadata },
    ];
  });

test.each(Object.entries(ORIGINALS))(
  'whatever presets become of which, a %s has the same objects, byte for byte, as if it had been uploaded now',
  async (_, original) => {
    let reused = 0;
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const [changed, fresh] = [createBucket(), createBucket()];
        for (const bucket of [changed, fresh]) bucket.put(KEYS.original(PATH), new Uint8Array(await original));
        await process(changed, change.before);
        reused += await process(changed, after(change));
        await process(fresh, after(change));
        expect(contentOf(changed)).toEqual(contentOf(fresh));
      }),
      { numRuns: 15, examples: [[ONE_MORE]] },
    );
    // Or nothing would have been shown.
    expect(reused).toBeGreaterThan(0);
  },
);
