import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { padWith } from '../../../handler/src/image/background.ts';
import { roundCorners } from '../../../handler/src/image/corners.ts';
import { grayscale } from '../../../handler/src/image/grayscale.ts';
import type { Raster } from '../../../handler/src/image/raster.ts';
import { sharpen } from '../../../handler/src/image/sharpen.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { animation, paint, photo, type Pixels, plain, toRaster, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const frames = (...all: readonly Pixels[]): Raster => ({
  ...(all[0] as Pixels),
  frames: all.length,
  data: Buffer.concat(all.map(({ data }) => data)),
});
const pixel = ({ data, width, channels }: Raster, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
];

describe('sharpen', () => {
  /** An edge in the middle, and flat areas left and right of it. */
  const soft = toRaster(paint(40, 8, (x) => (x < 20 ? [70, 70, 70] : [180, 180, 180])));
  const span = (one: Raster): number => Math.max(...one.data) - Math.min(...one.data);

  test('makes edges more distinct, strong more than light, and leaves flat areas as they are', async () => {
    const [light, strong] = [await sharpen(soft, 'light'), await sharpen(soft, 'strong')];
    expect(span(light)).toBeGreaterThan(span(soft));
    expect(span(strong)).toBeGreaterThan(span(light));
    for (const one of [light, strong]) {
      expect(pixel(one, 3, 4)).toEqual(pixel(soft, 3, 4));
      expect(pixel(one, 36, 4)).toEqual(pixel(soft, 36, 4));
    }
    expect(await sharpen(soft, 'none')).toBe(soft);
  });

  test('lets no frame of an animation shine into the next', async () => {
    const [dark, bright] = [plain(16, 16, [30, 30, 30]), plain(16, 16, [220, 220, 220])];
    expect([...(await sharpen(frames(dark, bright), 'strong')).data]).toEqual([...frames(dark, bright).data]);
  });
});

describe('grayscale', () => {
  test('keeps luminance: a grey, and pure colours as bright as they look', () => {
    const grey = (red: number, green: number, blue: number): number[] =>
      pixel(grayscale(toRaster(plain(1, 1, [red, green, blue]))), 0, 0);
    // Luminance in linear light 0.2126, 0.7152 and 0.0722, back in sRGB.
    expect(grey(255, 0, 0)).toEqual([127, 127, 127]);
    expect(grey(0, 255, 0)).toEqual([220, 220, 220]);
    expect(grey(0, 0, 255)).toEqual([76, 76, 76]);
    for (let level = 0; level < 256; level++) expect(grey(level, level, level)).toEqual([level, level, level]);
  });

  test('leaves transparency, and makes every format grey', async () => {
    expect(pixel(grayscale(toRaster(plain(1, 1, [255, 0, 0, 77]))), 0, 0)).toEqual([127, 127, 127, 77]);
    const original = await toSharp(photo(64, 48)).jpeg().toBuffer();
    const { named } = await make(original, { p: preset(32, 24, { grayscale: true, formats: ['webp', 'avif'] }) });
    for (const name of ['p', 'p~webp', 'p~avif']) {
      const { data, channels } = await decoded(named(name).bytes);
      let worst = 0;
      for (let at = 0; channels >= 3 && at < data.length; at += channels) {
        worst = Math.max(worst, Math.abs((data[at] ?? 0) - (data[at + 2] ?? 0)));
      }
      expect(worst).toBeLessThanOrEqual(4);
    }
  });
});

describe('corners', () => {
  test('of any radius are symmetric, and only they become transparent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(60),
        (width, height, corners) => {
          const round = roundCorners(toRaster(plain(width, height, [9, 8, 7])), corners);
          const radius = Math.min(corners, Math.floor(width / 2), Math.floor(height / 2));
          const alpha = (x: number, y: number): number => pixel(round, x, y)[3] ?? 255;
          const isRight = ([x, y]: readonly [number, number]): boolean =>
            alpha(x, y) === alpha(width - 1 - x, y) &&
            alpha(x, y) === alpha(x, height - 1 - y) &&
            (alpha(x, y) === 255 || Math.min(x, width - 1 - x) < radius) &&
            (alpha(x, y) === 255 || Math.min(y, height - 1 - y) < radius);
          const places = Array.from(
            { length: width * height },
            (_, at) => [at % width, Math.floor(at / width)] as const,
          );
          expect(places.filter((place) => !isRight(place))).toEqual([]);
          if (radius >= 4) expect(alpha(0, 0)).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of half the side make a circle, with its area to a hundredth', () => {
    const { data } = roundCorners(toRaster(plain(60, 60, [1, 2, 3])), 999);
    let area = 0;
    for (let at = 3; at < data.length; at += 4) area += (data[at] ?? 0) / 255;
    expect(Math.abs(area / (Math.PI * 30 ** 2) - 1)).toBeLessThan(0.01);
  });

  test('add to the transparency that is there, in every frame', () => {
    const round = roundCorners(frames(plain(8, 8, [1, 2, 3, 100]), plain(8, 8, [4, 5, 6, 200])), 4);
    expect([pixel(round, 0, 0)[3], pixel(round, 4, 4)[3]]).toEqual([0, 100]);
    expect([pixel(round, 0, 8)[3], pixel(round, 4, 12)[3]]).toEqual([0, 200]);
  });

  test('are transparent in every format that can be, and have the background in a JPEG', async () => {
    const original = await toSharp(photo(64, 64)).jpeg().toBuffer();
    const formats = ['webp' as const, 'avif' as const];
    const { named } = await make(original, { p: preset(48, 48, { corners: 24, background: '#2040c0', formats }) });
    expect(named('p').contentType).toBe('image/jpeg');
    expect(distance(at(await decoded(named('p').bytes), 0.01, 0.01), [32, 64, 192])).toBeLessThan(24);
    for (const name of ['p~webp', 'p~avif']) {
      expect(named(name).contentType).not.toBe('image/jpeg');
      expect(at(await decoded(named(name).bytes), 0.01, 0.01)[3]).toBeLessThan(8);
      expect(at(await decoded(named(name).bytes), 0.5, 0.5)[3]).toBe(255);
    }
  });
});

describe('the background', () => {
  const RED = [200, 20, 20] as const;
  /** Red, with a fifth of it blue at the right. */
  const picture = paint(50, 20, (x) => (x < 40 ? RED : [20, 20, 200]));
  const size = { width: 50, height: 50 };

  test('dominant is the most frequent colour', async () => {
    const padded = await padWith(toRaster(picture), size, { left: 0, top: 15 }, 'dominant');
    expect(distance(pixel(padded, 49, 2), RED)).toBeLessThan(4);
    expect(pixel(padded, 45, 25)).toEqual([20, 20, 200]);
  });

  test('blur is the picture, larger and without edges, behind the picture as it is', async () => {
    const padded = await padWith(toRaster(picture), size, { left: 0, top: 15 }, 'blur');
    for (let y = 0; y < 20; y++) expect(pixel(padded, 30, 15 + y)).toEqual(pixel(toRaster(picture), 30, y));
    expect(distance(pixel(padded, 5, 3), RED)).toBeLessThan(12);
    const steps = Array.from({ length: 49 }, (_, x) => distance(pixel(padded, x, 3), pixel(padded, x + 1, 3)));
    expect(Math.max(...steps)).toBeLessThan(40);
  });

  test('blur is opaque behind what is transparent, and the same in each frame', async () => {
    const clear = paint(50, 20, () => [0, 0, 0, 0], 4);
    const padded = await padWith(frames(clear, clear), size, { left: 0, top: 15 }, 'blur');
    expect([pixel(padded, 3, 3)[3], pixel(padded, 3, 25)[3]]).toEqual([255, 0]);
    expect(padded.data.subarray(0, 10_000)).toEqual(padded.data.subarray(10_000));
  });

  test('is what a preset with contain pads with, in an animation too', async () => {
    const gif = await animation([plain(40, 20, RED), plain(40, 20, [20, 20, 200])])
      .gif({ delay: [50, 50] })
      .toBuffer();
    const { named } = await make(gif, {
      p: preset(20, 20, { fit: 'contain', background: 'dominant', animated: true }),
    });
    expect(named('p').frames).toBe(2);
    expect(distance(at(await decoded(named('p').bytes), 0.5, 0.02), RED)).toBeLessThan(16);
  });
});

test('looks are the same bytes each time', async () => {
  const original = await toSharp(photo(80, 60)).png().toBuffer();
  const looks = { sharpen: 'strong', grayscale: true, corners: 6, background: 'blur', fit: 'contain' } as const;
  const once = async () => (await make(original, { p: preset(40, 40, { ...looks, formats: ['webp'] }) })).named;
  const [first, second] = [await once(), await once()];
  for (const name of ['p', 'p~webp']) expect(first(name).bytes).toEqual(second(name).bytes);
});
