import { expect, test } from '@jest/globals';

import { encodeJpeg } from '../../../handler/src/image/encode/jpeg.ts';
import { type Raster, withoutIdleAlpha } from '../../../handler/src/image/raster.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { paint, type Pixels, plain, toRaster, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const FORMATS = { formats: ['webp' as const, 'avif' as const] };
const NAMES = ['p', 'p~webp', 'p~avif'];

/** An orange disc with hard edges; what is transparent is black, as most editors leave it. */
const DISC = paint(160, 160, (x, y) => (Math.hypot(x - 79.5, y - 79.5) < 60 ? [240, 150, 40, 255] : [0, 0, 0, 0]), 4);

test.each(['png', 'webp', 'tiff', 'avif', 'gif'] as const)('a transparent %s stays transparent', async (format) => {
  const bytes = await toSharp(DISC)
    .toFormat(format, { lossless: true, ...(format === 'tiff' && { compression: 'lzw' }) })
    .toBuffer();
  const { image, named } = await make(bytes, { p: preset(40, 40, FORMATS) });
  expect(image.alpha).toBe(true);
  expect(named('p').contentType).toBe(format === 'webp' ? 'image/webp' : 'image/png');
  for (const name of NAMES) {
    const picture = await decoded(named(name).bytes);
    expect(at(picture, 0.02, 0.02)[3]).toBeLessThan(4);
    expect(distance(at(picture, 0.5, 0.5), [240, 150, 40, 255])).toBeLessThan(12);
  }
});

test('half-transparent edges keep the colour of the object: no dark fringe', async () => {
  const { named } = await make(await toSharp(DISC).png().toBuffer(), { p: preset(37, 37) });
  const { data } = await decoded(named('p').bytes);
  const edges = Array.from({ length: data.length / 4 }, (_, pixel) => [
    ...data.subarray(pixel * 4, pixel * 4 + 4),
  ]).filter(([, , , alpha = 0]) => alpha > 40 && alpha < 215);
  expect(edges.length).toBeGreaterThan(20);
  for (const [red, green, blue] of edges)
    expect(distance([red ?? 0, green ?? 0, blue ?? 0], [240, 150, 40])).toBeLessThan(24);
});

test('a JPEG of something transparent lies on the background', async () => {
  const { bytes } = await encodeJpeg(toRaster(DISC), {
    quality: 90,
    background: '#2040c0',
    graphic: true,
    effort: 'balanced',
  });
  const picture = await decoded(bytes);
  expect(distance(at(picture, 0.02, 0.02), [32, 64, 192])).toBeLessThan(4);
  expect(distance(at(picture, 0.5, 0.5), [240, 150, 40])).toBeLessThan(6);
});

test('an alpha channel that hides nothing is dropped', async () => {
  const opaque: Pixels = plain(64, 64, [10, 120, 90, 255]);
  for (const format of ['tiff', 'gif'] as const) {
    const { image, named } = await make(
      await toSharp(opaque)
        .toFormat(format, format === 'tiff' ? { compression: 'lzw' } : {})
        .toBuffer(),
      {
        p: preset(32, 32, FORMATS),
      },
    );
    expect(image.alpha).toBe(false);
    for (const name of NAMES) expect((await decoded(named(name).bytes)).channels).toBe(3);
  }
});

test('contain pads a transparent picture with the opaque background', async () => {
  const wide = await toSharp(DISC).extract({ left: 0, top: 40, width: 160, height: 80 }).png().toBuffer();
  const { named } = await make(wide, { p: preset(80, 80, { fit: 'contain', background: '#102030' }) });
  const picture = await decoded(named('p').bytes);
  expect(at(picture, 0.5, 0.05)).toEqual([16, 32, 48, 255]);
  expect(at(picture, 0.02, 0.5)[3]).toBe(0);
});

const row = (alphas: readonly number[]): Raster => {
  return toRaster(paint(alphas.length, 1, (x) => [x, x + 50, x + 100, alphas[x] ?? 0], 4));
};

test('an alpha channel that is opaque everywhere goes, and the colours stay', () => {
  expect(withoutIdleAlpha(row([255, 255]))).toEqual({
    width: 2,
    height: 1,
    channels: 3,
    frames: 1,
    data: Uint8Array.of(0, 50, 100, 1, 51, 101),
  });
});

test.each([[[254, 255]], [[255, 0]]])('an alpha channel of %p stays', (alphas) => {
  expect(withoutIdleAlpha(row(alphas))).toEqual(row(alphas));
});
