import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isFaithful, worstTile } from '../../../handler/src/image/encode/fidelity.ts';
import { type Raster, withoutIdleAlpha } from '../../../handler/src/image/raster.ts';
import { pipeline } from '../../../handler/src/image/resize.ts';

const TILE = 16;

const png = (raster: Raster): Promise<Buffer> => pipeline(raster).png().toBuffer();

/** Two pictures of the same size, up to three tiles across and down. */
const pairs = fc
  .record({
    width: fc.integer({ min: 1, max: 3 * TILE }),
    height: fc.integer({ min: 1, max: 3 * TILE }),
    channels: fc.constantFrom(3 as const, 4 as const),
  })
  .chain((shape) => {
    const length = shape.width * shape.height * shape.channels;
    const data = fc.uint8Array({ minLength: length, maxLength: length });
    return fc.tuple(data, data).map((both) => both.map((data): Raster => ({ ...shape, frames: 1, data })));
  });

/** As the documentation of `worstTile` says it, pixel by pixel. */
function expected(one: Raster, other: Raster): number {
  const { width, height, channels } = one;
  const tiles = new Map<string, { sum: number; values: number }>();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const key = `${Math.floor(x / TILE)},${Math.floor(y / TILE)}`;
      const at = (y * width + x) * channels;
      const bands = (raster: Raster): number[] => [...raster.data.subarray(at, at + channels)];
      const opacity = Math.max(bands(one)[3] ?? 255, bands(other)[3] ?? 255) / 255;
      const squares = bands(one).map((value, band) => {
        return ((value - (bands(other)[band] ?? 0)) * (band === 3 ? 1 : opacity)) ** 2;
      });
      const { sum, values } = tiles.get(key) ?? { sum: 0, values: 0 };
      tiles.set(key, { sum: sum + squares.reduce((a, b) => a + b), values: values + channels });
    }
  }
  return Math.max(...[...tiles.values()].map(({ sum, values }) => sum / values));
}

describe('the error of a copy', () => {
  test('is that of its worst tile, for any size, and counts colours as much as they are opaque', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ([one, other]) => {
        if (one === undefined || other === undefined) throw new Error('A pair has two.');
        expect(await worstTile(one, await png(other))).toBeCloseTo(expected(one, other), 6);
      }),
      { numRuns: 50 },
    );
  });

  const grey = (width: number, height: number): Raster => {
    return { width, height, channels: 3, frames: 1, data: new Uint8Array(width * height * 3).fill(128) };
  };

  test('cannot hide in white space around it', async () => {
    const copy = grey(160, 160);
    // One tile of 100 with an error of 11² in each band.
    for (let y = 0; y < TILE; y++) copy.data.fill(139, y * 160 * 3, (y * 160 + TILE) * 3);

    expect(await worstTile(grey(160, 160), await png(copy))).toBe(121);
    expect(await isFaithful(grey(160, 160), await png(copy))).toBe(false);
    expect(await isFaithful(grey(160, 160), await png(grey(160, 160)))).toBe(true);
  });
});

describe('an alpha channel', () => {
  const picture = (alpha: readonly number[]): Raster => {
    const data = Uint8Array.from(alpha.flatMap((value, pixel) => [pixel, pixel + 50, pixel + 100, value]));
    return { width: alpha.length, height: 1, channels: 4, frames: 1, data };
  };

  test('goes if it is opaque everywhere', () => {
    expect(withoutIdleAlpha(picture([255, 255]))).toEqual({
      width: 2,
      height: 1,
      channels: 3,
      frames: 1,
      data: Uint8Array.of(0, 50, 100, 1, 51, 101),
    });
  });

  test.each([[[254, 255]], [[255, 0]]])('stays if it is not: %p', (alpha) => {
    expect(withoutIdleAlpha(picture(alpha))).toEqual(picture(alpha));
  });
});
