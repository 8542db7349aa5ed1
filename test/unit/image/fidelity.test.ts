import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isFaithful, worstTile } from '../../../handler/src/image/encode/fidelity.ts';
import type { Raster } from '../../../handler/src/image/raster.ts';
import { paint, plain, toRaster, toSharp } from '../../support/images/pixels.ts';

const TILE = 16;

const png = (picture: Raster): Promise<Buffer> => toSharp(picture).png().toBuffer();

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
    return fc.tuple(data, data).map((both) => both.map((data) => toRaster({ ...shape, data })));
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

  test('cannot hide in white space around it', async () => {
    const picture = toRaster(plain(160, 160, [128, 128, 128]));
    // One tile of 100 with an error of 11² in each band.
    const copy = toRaster(paint(160, 160, (x, y) => (x < TILE && y < TILE ? [139, 139, 139] : [128, 128, 128])));

    expect(await worstTile(picture, await png(copy))).toBe(121);
    expect(await isFaithful(picture, await png(copy))).toBe(false);
    expect(await isFaithful(picture, await png(picture))).toBe(true);
  });
});
