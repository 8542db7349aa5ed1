import { expect, test } from '@jest/globals';

import { encodeAvif } from '../../../handler/src/image/encode/avif.ts';
import type { Encoded } from '../../../handler/src/image/encode/encoded.ts';
import { encodeJpeg } from '../../../handler/src/image/encode/jpeg.ts';
import { encodeWebp } from '../../../handler/src/image/encode/webp.ts';
import type { Raster } from '../../../handler/src/image/raster.ts';
import { decoded, psnr } from '../../support/images/compare.ts';
import { partsOf } from '../../support/images/containers.ts';
import { make } from '../../support/images/make.ts';
import { photo, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const PHOTO = photo(640, 480, 11);
const FORMATS = { formats: ['webp' as const, 'avif' as const] };
const SIZES = { large: 300, middle: 200, small: 80 };
const presets = Object.fromEntries(Object.entries(SIZES).map(([name, width]) => [name, preset(width, null, FORMATS)]));

/** To sharp, a PNG with a quality is one with a palette. */
function original(format: 'jpeg' | 'png' | 'webp' | 'tiff'): Promise<Buffer> {
  return toSharp(PHOTO)
    .toFormat(format, format === 'png' ? {} : { quality: 97 })
    .toBuffer();
}

/** The full original, resized once. */
async function reference(width: number): Promise<Raster> {
  const { data, info } = await toSharp(PHOTO).resize(width).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3, frames: 1 };
}

/** What the encoder alone makes of it. */
async function best(raster: Raster, contentType: string): Promise<Encoded | undefined> {
  const options = {
    quality: undefined,
    effort: 'balanced' as const,
    graphic: false,
    background: '#ffffff',
    delays: [],
    loop: 0,
  };
  if (contentType === 'image/jpeg') return encodeJpeg(raster, options);
  return contentType === 'image/webp' ? encodeWebp(raster, options) : encodeAvif(raster, options);
}

test.each(['jpeg', 'png', 'webp', 'tiff'] as const)(
  'a variant of a %s is as good as its encoder: the plan costs nothing visible',
  async (format) => {
    const { named } = await make(await original(format), presets);
    for (const [name, width] of Object.entries(SIZES)) {
      const raster = await reference(width);
      for (const suffix of ['', '~webp', '~avif']) {
        const { bytes, contentType } = named(`${name}${suffix}`);
        const alone = await best(raster, contentType);
        const limit = contentType === 'image/png' ? 45 : psnr(await decoded(alone?.bytes ?? bytes), raster) - 1;
        expect(psnr(await decoded(bytes), raster)).toBeGreaterThan(limit);
      }
    }
  },
);

test('a small variant is as good with larger ones beside it as alone', async () => {
  const bytes = await toSharp(PHOTO).jpeg({ quality: 97 }).toBuffer();
  const raster = await reference(SIZES.small);
  const together = await make(bytes, presets, ['small']);
  const alone = await make(bytes, { small: preset(SIZES.small, null) });
  const [fed, direct] = await Promise.all([together, alone].map(({ named }) => decoded(named('small').bytes)));
  if (!fed || !direct) throw new Error('not made');
  expect(psnr(fed, raster)).toBeGreaterThan(psnr(direct, raster) - 0.5);
});

test('a JPEG is progressive, an AVIF has 10 bits', async () => {
  const { named } = await make(await toSharp(PHOTO).jpeg().toBuffer(), {
    p: preset(400, 300, { ...FORMATS, quality: { avif: 40 } }),
  });
  expect(partsOf(named('p').bytes)).toContain('c2');
  expect(named('p~avif').contentType).toBe('image/avif');
  const avif = Buffer.from(named('p~avif').bytes);
  const configuration = avif.readUInt8(avif.indexOf('av1C') + 6);
  // high_bitdepth is set; twelve_bit, monochrome and both bits of chroma subsampling are not.
  expect(((configuration >> 2) & 0b11111).toString(2)).toBe('10000');
});
