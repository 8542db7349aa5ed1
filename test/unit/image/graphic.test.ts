import { describe, expect, test } from '@jest/globals';

import { isGraphic, isGrey } from '../../../handler/src/image/graphic.ts';
import type { Raster } from '../../../handler/src/image/raster.ts';
import { decoded, psnr } from '../../support/images/compare.ts';
import { partsOf } from '../../support/images/containers.ts';
import { make } from '../../support/images/make.ts';
import { paint, photo, type Pixels, screenshot, toRaster, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

async function scaled(pixels: Pixels, width: number): Promise<Raster> {
  const { data, info } = await toSharp(pixels).resize(width).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: pixels.channels, frames: 1 };
}

test.each([800, 400, 200])('a screenshot is distinguished from a photograph at %i px', async (width) => {
  expect(isGraphic(await scaled(screenshot(800, 600), width))).toBe(true);
  expect(isGraphic(await scaled(photo(800, 600), width))).toBe(false);
});

test('a defocused photograph is none, although most neighbours are equal', async () => {
  const { data } = await toSharp(photo(400, 300)).blur(25).raw().toBuffer({ resolveWithObject: true });
  expect(isGraphic({ data, width: 400, height: 300, channels: 3, frames: 1 })).toBe(false);
});

test('grey is distinguished from nearly grey', () => {
  expect(isGrey(toRaster(paint(9, 9, (x) => [x, x, x])))).toBe(true);
  expect(isGrey(toRaster(paint(9, 9, (x) => [x, x, x === 8 ? 7 : x])))).toBe(false);
});

describe('a screenshot', () => {
  const shot = screenshot(480, 360);

  test('stays sharp as PNG and WebP, which beats AVIF on it', async () => {
    const { named } = await make(await toSharp(shot).png().toBuffer(), {
      p: preset(480, 360, { formats: ['webp', 'avif'] }),
    });
    expect(['p', 'p~webp', 'p~avif'].map((name) => named(name).contentType)).toEqual([
      'image/png',
      'image/webp',
      'image/webp',
    ]);
    for (const name of ['p', 'p~webp']) expect(psnr(await decoded(named(name).bytes), shot)).toBeGreaterThan(45);
  });

  test('as PNG has a palette if the difference is invisible', async () => {
    const { named } = await make(await toSharp(shot).png().toBuffer(), { p: preset(240, 180) });
    expect(partsOf(named('p').bytes)).toContain('PLTE');
    const reference = await scaled(shot, 240);
    expect(psnr(await decoded(named('p').bytes), reference)).toBeGreaterThan(40);
  });

  test('as TIFF becomes PNG where that is smaller', async () => {
    const { named } = await make(await toSharp(shot).tiff({ compression: 'lzw' }).toBuffer(), { p: preset(480, 360) });
    expect(named('p').contentType).toBe('image/png');
  });

  test('with a photograph in it keeps all of its colours', async () => {
    const inset = photo(60, 60);
    const mixed = paint(400, 300, (x, y) => {
      const from = x < 60 && y < 60 ? inset : shot;
      const at = (y * from.width + x) * 3;
      return [from.data[at] ?? 0, from.data[at + 1] ?? 0, from.data[at + 2] ?? 0];
    });
    expect(isGraphic(toRaster(mixed))).toBe(true);
    const { named } = await make(await toSharp(mixed).png().toBuffer(), { p: preset(400, 300) });
    expect(psnr(await decoded(named('p').bytes), mixed)).toBe(Infinity);
  });
});

test('a grey PNG holds one band', async () => {
  const ramp = paint(
    200,
    100,
    (x, y) => [x, x, x].map((value) => (value * 7 + y * 13) % 256) as [number, number, number],
  );
  const { named } = await make(await toSharp(ramp).png().toBuffer(), { p: preset(200, 100) });
  const colourType = named('p').bytes[25];
  expect([0, 3]).toContain(colourType);
  expect(await decoded(named('p').bytes)).toMatchObject({ width: 200, height: 100 });
});

test('coloured lines in a graphic JPEG keep their colour; a photograph saves on it', async () => {
  const sampling = (bytes: Uint8Array): number | undefined => {
    const start = Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xc2]));
    return bytes[start + 11];
  };
  const photograph = await make(await toSharp(photo(200, 150)).jpeg().toBuffer(), { p: preset(100, 75) });
  expect(sampling(photograph.named('p').bytes)).toBe(0x22);
  const { encodeJpeg } = await import('../../../handler/src/image/encode/jpeg.ts');
  const options = { quality: undefined, background: '#ffffff', graphic: true, effort: 'balanced' as const };
  expect(sampling((await encodeJpeg(toRaster(screenshot(100, 75)), options)).bytes)).toBe(0x11);
});

describe('an icon of a few colours', () => {
  const PALETTE = [
    [255, 0, 0],
    [0, 0, 255],
    [255, 255, 0],
    [0, 255, 0],
  ] as const;

  test.each(['png', 'webp', 'gif', 'tiff'] as const)('looks alike in each format: %s', async (format) => {
    // Lines of one pixel, which half the colour resolution would mix.
    const icon = paint(32, 32, (x, y) => PALETTE[(x + 3 * y) % 4] ?? PALETTE[0]);
    const bytes = await toSharp(icon)
      .toFormat(format, { lossless: true, ...(format === 'tiff' && { compression: 'lzw' }) })
      .toBuffer();
    const { named } = await make(bytes, { p: preset(32, 32, { formats: ['webp', 'avif'] }) });
    for (const name of ['p', 'p~webp', 'p~avif']) {
      expect(psnr(await decoded(named(name).bytes), icon)).toBeGreaterThan(28);
    }
  });
});
