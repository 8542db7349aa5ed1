import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { type Area, crop, frameOf, type Raster, withAlpha } from '../../../handler/src/image/raster.ts';
import { pipeline, resize } from '../../../handler/src/image/resize.ts';

/** Pixels that are all different, as far as bytes go. */
const rasterOf = (width: number, height: number, channels: 3 | 4, frames: number): Raster => {
  const data = Uint8Array.from({ length: width * height * channels * frames }, (_, i) => (i * 151 + (i >> 8)) & 255);
  return { width, height, channels, frames, data };
};

const areaIn = (width: number, height: number): fc.Arbitrary<Area> =>
  fc.record({ left: fc.nat(width - 1), top: fc.nat(height - 1) }).chain(({ left, top }) =>
    fc.record({
      left: fc.constant(left),
      top: fc.constant(top),
      width: fc.integer({ min: 1, max: width - left }),
      height: fc.integer({ min: 1, max: height - top }),
    }),
  );

const rasters = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(3, 4), fc.constantFrom(1, 3))
  .map(([width, height, channels, frames]) => rasterOf(width, height, channels, frames));

const crops = rasters.chain((raster) =>
  areaIn(raster.width, raster.height).chain((outer) =>
    areaIn(outer.width, outer.height).map((inner) => ({ raster, outer, inner })),
  ),
);

/** Pixel by pixel. */
function expected({ width, height, channels, frames, data }: Raster, area: Area): number[] {
  const pixels: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    for (let y = 0; y < area.height; y++) {
      const start = ((frame * height + area.top + y) * width + area.left) * channels;
      pixels.push(...data.subarray(start, start + area.width * channels));
    }
  }
  return pixels;
}

const piped = async (raster: Raster): Promise<number[]> => [...(await pipeline(raster).raw().toBuffer())];

describe('a part of a raster', () => {
  test('has the same pixels for who reads them, for a pipeline, and for both once it was changed or copied', async () => {
    await fc.assert(
      fc.asyncProperty(crops, async ({ raster, outer, inner }) => {
        const part = crop(crop(raster, outer, outer), inner, inner);
        const area = { ...inner, left: outer.left + inner.left, top: outer.top + inner.top };
        const pixels = expected(raster, area);
        expect(await piped(part)).toEqual(pixels);
        expect([...part.data]).toEqual(pixels);
        expect(await piped({ ...part })).toEqual(pixels);
        const negative = { ...part, data: part.data.map((value) => 255 - value) };
        expect(await piped(negative)).toEqual(pixels.map((value) => 255 - value));
        expect(await piped(frameOf(part, 0))).toEqual(pixels.slice(0, pixels.length / raster.frames));
        if (raster.channels === 3) {
          expect(await piped(crop(withAlpha(raster), area, area))).toEqual([...withAlpha(part).data]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('is resized as if there were nothing around it', async () => {
    const whole = rasterOf(60, 40, 3, 1);
    const area = { left: 7, top: 9, width: 40, height: 20 };
    const part = crop(whole, area, area);
    const apart = { ...part, data: Uint8Array.from(expected(whole, area)) };
    const size = { width: 90, height: 45 };
    expect([...(await resize(part, size)).data]).toEqual([...(await resize(apart, size)).data]);
  });
});
