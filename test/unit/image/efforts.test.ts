import { expect, test } from '@jest/globals';

import { AVIF_EFFORTS, effortFor, WEBP_EFFORTS } from '../../../handler/src/image/encode/efforts.ts';
import { encodeJpeg, STANDARD } from '../../../handler/src/image/encode/jpeg.ts';
import { qualityOffset } from '../../../handler/src/image/encode/quality-offset.ts';
import { type Preset, PRESET_DEFAULTS } from '../../../handler/src/presets.ts';
import { decoded, psnr } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { photo, plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const TABLES = Object.entries({ AVIF: AVIF_EFFORTS, WebP: WEBP_EFFORTS }).flatMap(([format, tables]) =>
  Object.entries(tables).map(([effort, table]) => ({ format, effort, table })),
);

test.each(TABLES)('$format, $effort: the more pixels, the less effort', ({ table }) => {
  for (const [index, row] of table.entries()) {
    const next = table[index + 1];
    if (next === undefined) continue;
    expect(next.pixels).toBeGreaterThan(row.pixels);
    expect(next.effort).toBeLessThan(row.effort);
  }
});

test.each([
  ['AVIF', AVIF_EFFORTS],
  ['WebP', WEBP_EFFORTS],
])('%s: fast never takes more effort than balanced, nor balanced than small', (_, tables) => {
  const effort = (name: Preset['effort'], pixels: number) => effortFor(tables[name], pixels)?.effort ?? -1;
  for (let pixels = 100_000; pixels < 30_000_000; pixels *= 1.3) {
    expect(effort('fast', pixels)).toBeLessThanOrEqual(effort('balanced', pixels));
    expect(effort('balanced', pixels)).toBeLessThanOrEqual(effort('small', pixels));
  }
});

test('whatever the effort, the same pictures are too large for AVIF', () => {
  for (const table of Object.values(AVIF_EFFORTS)) expect(table.at(-1)?.pixels).toBe(5_000_000);
});

test('a row reaches up to its last pixel', () => {
  const efforts = [1, 1_000_000, 1_000_001, 5_000_000].map(
    (pixels) => effortFor(AVIF_EFFORTS.balanced, pixels)?.effort,
  );
  expect(efforts).toEqual([2, 2, 1, 0]);
  expect(effortFor(AVIF_EFFORTS.balanced, 5_000_001)).toBeUndefined();
});

test('small makes fewer bytes of every format, and of each as good a picture', async () => {
  const shown = photo(96, 72);
  const bytes = await toSharp(shown).jpeg({ quality: 97 }).toBuffer();
  const formats = { formats: ['webp' as const, 'avif' as const] };
  const { named } = await make(bytes, {
    balanced: preset(96, 72, formats),
    small: preset(96, 72, { ...formats, effort: 'small' }),
  });
  const reference = { data: shown.data, width: 96, height: 72, channels: 3 as const, frames: 1 };
  for (const suffix of ['', '~webp', '~avif']) {
    const [small, balanced] = [named(`small${suffix}`), named(`balanced${suffix}`)];
    expect(small.contentType).toBe(balanced.contentType);
    expect(small.bytes.length).toBeLessThan(balanced.bytes.length);
    expect(psnr(await decoded(small.bytes), reference)).toBeGreaterThan(
      psnr(await decoded(balanced.bytes), reference) - 1,
    );
  }
});

test('the quality that small replaces in a JPEG is the default of presets; any other is a little higher in mozjpeg', async () => {
  expect(STANDARD).toBe(PRESET_DEFAULTS.quality.jpeg);
  const shown = photo(96, 72);
  const raster = { data: new Uint8Array(shown.data), width: 96, height: 72, channels: 3 as const, frames: 1 };
  const mozjpeg = (quality: number) => toSharp(shown).jpeg({ mozjpeg: true, quality }).toBuffer();
  const encoded = async (quality: number) => {
    const options = { quality, background: '#ffffff', graphic: false, effort: 'small' as const };
    return Buffer.from((await encodeJpeg(raster, options)).bytes);
  };
  expect(await encoded(80)).toEqual(await mozjpeg(85 + qualityOffset(raster)));
  expect(await encoded(70)).toEqual(await mozjpeg(74));
  expect(await encoded(99)).toEqual(await mozjpeg(100));
});

test('above the last row, WebP is stored in the place of AVIF', async () => {
  const bytes = await toSharp(plain(2500, 2100, [30, 90, 160]))
    .jpeg()
    .toBuffer();
  const { named } = await make(bytes, { p: preset(null, null, { formats: ['avif'] }) });
  expect(named('p~avif')).toMatchObject({ contentType: 'image/webp', width: 2500, height: 2100 });
});
