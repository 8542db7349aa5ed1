import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { orient } from '../../../handler/src/image/orient.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { animation, CORNERS, type Pixels, quarters, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const UPRIGHT = quarters(96, 64);

/** The pixels as a camera with that orientation stores them. */
const STORED: Record<number, (upright: Pixels) => Promise<Pixels>> = {
  1: (pixels) => turned(pixels, 0, false),
  2: (pixels) => turned(pixels, 0, true),
  3: (pixels) => turned(pixels, 180, false),
  4: (pixels) => turned(pixels, 180, true),
  5: (pixels) => turned(pixels, 90, true),
  6: (pixels) => turned(pixels, 270, false),
  7: (pixels) => turned(pixels, 270, true),
  8: (pixels) => turned(pixels, 90, false),
};
const ALL = Object.keys(STORED).map(Number);

async function turned(pixels: Pixels, angle: number, mirrored: boolean): Promise<Pixels> {
  const raw = await toSharp(pixels).rotate(angle).raw().toBuffer({ resolveWithObject: true });
  const [width, height] = [raw.info.width, raw.info.height];
  const rotated: Pixels = { data: raw.data, width, height, channels: 3 };
  return mirrored ? { ...rotated, data: await toSharp(rotated).flop().raw().toBuffer() } : rotated;
}

async function expectUpright(bytes: Uint8Array, tolerance: number): Promise<void> {
  const picture = await decoded(bytes);
  expect(distance(at(picture, 0.1, 0.1), CORNERS.topLeft)).toBeLessThan(tolerance);
  expect(distance(at(picture, 0.9, 0.1), CORNERS.topRight)).toBeLessThan(tolerance);
  expect(distance(at(picture, 0.1, 0.9), CORNERS.bottomLeft)).toBeLessThan(tolerance);
  expect(distance(at(picture, 0.9, 0.9), CORNERS.bottomRight)).toBeLessThan(tolerance);
}

describe.each(ALL)('orientation %i', (orientation) => {
  test.each(['jpeg', 'webp', 'png', 'tiff'] as const)('a %s is upright in every format', async (format) => {
    const stored = await STORED[orientation]?.(UPRIGHT);
    if (stored === undefined) throw new Error('no such orientation');
    const bytes = await toSharp(stored).withMetadata({ orientation }).toFormat(format, { quality: 95 }).toBuffer();
    const { image, named } = await make(bytes, { p: preset(48, 32, { formats: ['webp', 'avif'] }) });
    expect(image).toMatchObject({ width: 96, height: 64 });
    for (const name of ['p', 'p~webp', 'p~avif']) {
      expect(named(name)).toMatchObject({ width: 48, height: 32 });
      await expectUpright(named(name).bytes, 40);
    }
  });

  test('an animation is upright in every frame', async () => {
    const stored = await STORED[orientation]?.(UPRIGHT);
    if (stored === undefined) throw new Error('no such orientation');
    // Two frames that differ, or the encoder would make one of them.
    const dimmed = { ...stored, data: stored.data.map((value) => value - 20) };
    const bytes = await animation([stored, dimmed]).withMetadata({ orientation }).webp({ lossless: true }).toBuffer();
    const { image, named } = await make(bytes, { p: preset(48, 32, { animated: true }) });
    expect(image).toMatchObject({ width: 96, height: 64, frames: 2 });
    const { data, width, channels } = await decoded(named('p').bytes);
    expect(data.length).toBe(48 * 64 * channels);
    const frame = (index: number): Pixels => {
      const bytes = width * 32 * channels;
      return { data: data.subarray(index * bytes, (index + 1) * bytes), width, height: 32, channels };
    };
    for (const picture of [frame(0), frame(1)]) {
      expect(distance(at(picture, 0.1, 0.1), CORNERS.topLeft)).toBeLessThan(50);
      expect(distance(at(picture, 0.9, 0.9), CORNERS.bottomRight)).toBeLessThan(50);
    }
  });
});

test('turning frames agrees with the decoder for any size and orientation', async () => {
  const side = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(side, side, fc.constantFrom(...ALL), async (width, height, orientation) => {
      const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 37) % 256);
      const tagged = await toSharp({ data, width, height, channels: 3 }).withMetadata({ orientation }).png().toBuffer();
      const { named } = await make(tagged, { p: preset(null, null) });
      const expected = await decoded(named('p').bytes);
      const upright = orient({ data, width, height, channels: 3, frames: 1 }, orientation);
      expect(upright).toMatchObject({ width: expected.width, height: expected.height });
      expect([...upright.data]).toEqual([...expected.data]);
    }),
    { numRuns: 40 },
  );
});
