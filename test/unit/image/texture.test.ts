import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { encodeAvif } from '../../../handler/src/image/encode/avif.ts';
import { offsetOf, qualityOffset } from '../../../handler/src/image/encode/quality-offset.ts';
import { log2, ONE, textureOf } from '../../../handler/src/image/encode/texture.ts';
import type { Raster } from '../../../handler/src/image/raster.ts';
import { paint, photo, type Pixels, plain, toSharp } from '../../support/images/pixels.ts';
import { randomFrom } from '../../support/images/random.ts';

const raster = ({ width, height, channels, data }: Pixels): Raster => ({
  width,
  height,
  channels: channels === 4 ? 4 : 3,
  frames: 1,
  data: new Uint8Array(data),
});
const shade = (value: number): [number, number, number] => [value, value, value];
const AVIF = { effort: 2, bitdepth: 10, chromaSubsampling: '4:4:4' } as const;

test('the logarithm in integers is that of the mathematics library, to 8 in 65,536', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (value) => {
      expect(Math.abs(log2(value) - ONE * Math.log2(value))).toBeLessThanOrEqual(8);
    }),
    { numRuns: 1000 },
  );
  expect([1, 2, 1024, 2 ** 30].map(log2)).toEqual([0, ONE, 10 * ONE, 30 * ONE]);
});

test('the texture is what its definition says, computed in floating point', () => {
  const pixels = fc.record({
    width: fc.integer({ min: 32, max: 45 }),
    height: fc.integer({ min: 32, max: 45 }),
    seed: fc.nat(),
    amplitude: fc.constantFrom(0, 3, 40, 255),
  });
  fc.assert(
    fc.property(pixels, ({ width, height, seed, amplitude }) => {
      const random = randomFrom(seed);
      const grey = paint(width, height, () => shade(Math.floor(random() * amplitude)));
      const texture = textureOf(raster(grey));
      for (const [name, expected] of Object.entries(defined(grey))) {
        expect(Math.abs(texture[name as 'detail'] / ONE - expected)).toBeLessThan(0.001);
      }
    }),
    { numRuns: 30 },
  );
});

test('no texture asks for a quality far from the measured one', () => {
  const share = fc.integer({ min: 0, max: ONE });
  fc.assert(
    fc.property(
      fc.record({
        detail: fc.integer({ min: 0, max: 9 * ONE }),
        contrast: fc.integer({ min: 0, max: 14 * ONE }),
        dark: share,
        flat: share,
      }),
      (texture) => {
        const offset = offsetOf(texture);
        expect(Number.isInteger(offset)).toBe(true);
        expect(offset).toBeGreaterThanOrEqual(-8);
        expect(offset).toBeLessThanOrEqual(6);
      },
    ),
    { numRuns: 100 },
  );
});

test('dense detail of little contrast gets a higher quality than a smooth picture with edges', () => {
  const random = randomFrom(7);
  const gravel = raster(paint(96, 96, () => shade(30 + Math.floor(random() * 30))));
  const poster = raster(paint(96, 96, (x, y) => shade((x >> 4) % 2 === (y >> 4) % 2 ? 220 : 60)));
  expect(qualityOffset(gravel)).toBeGreaterThan(3);
  expect(qualityOffset(poster)).toBeLessThan(-3);
});

test('the quality of a picture that is mostly dark is not lowered', () => {
  const smooth = { detail: ONE, contrast: 4 * ONE, flat: ONE / 2 };
  expect(offsetOf({ ...smooth, dark: ONE / 2 })).toBeLessThan(-3);
  expect(offsetOf({ ...smooth, dark: ONE / 2 + 1 })).toBe(0);
});

test('only an opaque photograph without a quality of its own is judged by what it shows', async () => {
  const shown = photo(64, 64);
  const offset = qualityOffset(raster(shown));
  expect(offset).not.toBe(0);
  const made = async (quality: number) =>
    toSharp(shown)
      .avif({ ...AVIF, quality })
      .toBuffer();
  const encoded = async (options: { quality?: number; graphic: boolean }) =>
    Buffer.from((await encodeAvif(raster(shown), { quality: undefined, effort: 'balanced', ...options }))?.bytes ?? []);
  expect(await encoded({ graphic: false })).toEqual(await made(64 + offset));
  expect(await encoded({ graphic: true })).toEqual(await made(64));
  expect(await encoded({ graphic: false, quality: 50 })).toEqual(await made(50));
});

test.each([
  ['with transparency', raster(paint(96, 96, (x) => [x, x, x, x], 4))],
  ['of 63 pixels', raster(plain(63, 200, [9, 9, 9]))],
  ['of two frames', { ...raster(plain(64, 128, [9, 9, 9])), height: 64, frames: 2 }],
])('a picture %s gets the measured quality', (_, each) => {
  expect(qualityOffset(each)).toBe(0);
});

/** For pictures in shades of grey, whose luma is their grey. */
function defined({ data, width, height }: Pixels): Record<'detail' | 'contrast' | 'dark' | 'flat', number> {
  const grey = (x: number, y: number) => data[3 * (y * width + x)] ?? 0;
  const differences = grid(width - 1, height - 1).map(([x, y]) =>
    Math.log2(1 + Math.abs(grey(x + 1, y) - grey(x, y)) + Math.abs(grey(x, y + 1) - grey(x, y))),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const half = (at: typeof grey) => (x: number, y: number) =>
    Math.round(mean([at(2 * x, 2 * y), at(2 * x + 1, 2 * y), at(2 * x, 2 * y + 1), at(2 * x + 1, 2 * y + 1)]));
  const variances = (at: typeof grey, scale: number) =>
    grid(Math.floor(width / scale / 4), Math.floor(height / scale / 4)).map(([left, top]) => {
      const values = grid(4, 4).map(([x, y]) => at(4 * left + x, 4 * top + y));
      return mean(values.map((value) => (value - mean(values)) ** 2));
    });
  return {
    detail: mean(differences),
    contrast: mean(variances(half(half(grey)), 4).map((variance) => Math.log2(1 + variance))),
    dark: mean(grid(width, height).map(([x, y]) => (grey(x, y) < 40 ? 1 : 0))),
    flat: mean(variances(half(grey), 2).map((variance) => (variance < 2 ? 1 : 0))),
  };
}

const grid = (width: number, height: number): [number, number][] =>
  Array.from({ length: width * height }, (_, at) => [at % width, Math.floor(at / width)]);
