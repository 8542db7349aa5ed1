import { describe, expect, test } from '@jest/globals';

import { makeVariants } from '../../../handler/src/image/make.ts';
import { sharp } from '../../../handler/src/image/sharp.ts';
import { make } from '../../support/images/make.ts';
import { photo, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const PRESETS = { p: preset(64, 48, { formats: ['webp'] }) };
const PICTURE = photo(256, 192);
const rejected = (bytes: Uint8Array, code: string, message = /./): Promise<void> =>
  expect(makeVariants({ bytes, presets: PRESETS, limits: LIMITS })).rejects.toMatchObject({
    name: 'Rejection',
    code,
    message: expect.stringMatching(message),
  });

describe.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('a truncated %s', (format) => {
  test.each([0.999, 0.9, 0.6, 0.3])('is rejected at a share of %d', async (share) => {
    const whole = await toSharp(PICTURE).toFormat(format).toBuffer();
    const cut = whole.subarray(0, Math.min(whole.length - 3, Math.floor(whole.length * share)));
    await rejected(cut, 'corrupt');
  });
});

test('a truncated progressive JPEG is rejected, although its first scans show the whole picture', async () => {
  const whole = await toSharp(PICTURE).jpeg({ progressive: true }).toBuffer();
  await rejected(whole.subarray(0, Math.floor(whole.length * 0.8)), 'corrupt');
  const closed = Buffer.concat([whole.subarray(0, Math.floor(whole.length * 0.8)), Buffer.from([0xff, 0xd9])]);
  await rejected(closed, 'corrupt', /premature end/);
});

test('a JPEG that was cut and closed again is rejected', async () => {
  const whole = await toSharp(PICTURE).jpeg().toBuffer();
  const closed = Buffer.concat([whole.subarray(0, Math.floor(whole.length * 0.6)), Buffer.from([0xff, 0xd9])]);
  await rejected(closed, 'corrupt', /premature end/);
});

test('damage is found even where no preset wants a variant', async () => {
  const whole = await toSharp(PICTURE).jpeg().toBuffer();
  const closed = Buffer.concat([whole.subarray(0, Math.floor(whole.length * 0.6)), Buffer.from([0xff, 0xd9])]);
  await expect(makeVariants({ bytes: closed, presets: {}, limits: LIMITS })).rejects.toMatchObject({ code: 'corrupt' });
});

test('a decoder that only warned gives variants, marked as degraded', async () => {
  const whole = await toSharp(PICTURE).jpeg({ progressive: true }).toBuffer();
  // Bytes too many at the end of the first scan.
  const end = whole.indexOf(Buffer.from([0xff, 0xc4]), whole.indexOf(Buffer.from([0xff, 0xda])));
  const noise = Buffer.concat([whole.subarray(0, end), Buffer.alloc(40, 1), whole.subarray(end)]);
  const { image, named } = await make(noise, PRESETS);
  expect(image.degraded).toBe(true);
  expect(named('p')).toMatchObject({ contentType: 'image/jpeg', width: 64, height: 48 });
  expect((await make(whole, PRESETS)).image.degraded).toBe(false);
});

test('what phones put behind a JPEG (a gain map, a video) is not read', async () => {
  const whole = await toSharp(PICTURE).jpeg().toBuffer();
  const gainMap = await toSharp(photo(64, 48)).jpeg().toBuffer();
  const { image, named } = await make(Buffer.concat([whole, gainMap, Buffer.from('ftypmp42')]), PRESETS);
  expect(image).toMatchObject({ width: 256, height: 192, degraded: false });
  expect(Buffer.compare(named('p').bytes, (await make(whole, PRESETS)).named('p').bytes)).toBe(0);
});

test('a checksum that does not match is damage, not a warning', async () => {
  const whole = await toSharp(PICTURE).png().toBuffer();
  whole.writeUInt8((whole.at(-14) ?? 0) ^ 0xff, whole.length - 14);
  await rejected(whole, 'corrupt');
});

test('the reason holds nothing that the file could put into a log line', async () => {
  const whole = await toSharp(PICTURE).tiff({ compression: 'lzw' }).toBuffer();
  whole.fill(0xff, 20, 2000);
  const error: unknown = await makeVariants({ bytes: whole, presets: PRESETS, limits: LIMITS }).catch(
    (caught: unknown) => caught,
  );
  expect(error).toMatchObject({ code: 'corrupt', message: expect.stringMatching(/^[\x20-\x7e×’“”]{20,400}$/) });
});

test('only the decoders of the allowed formats can be reached, and no files', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  await expect(sharp(svg).metadata()).rejects.toThrow(/unsupported image format/);
  await expect(sharp(import.meta.filename).metadata()).rejects.toThrow();
  await rejected(svg, 'unsupported_format', /SVG/);
});

test.each([
  ['too_many_bytes', { bytes: 1_000 }],
  ['too_many_pixels', { pixels: 256 * 192 - 1 }],
  ['too_many_channels', { channels: 2 }],
] as const)('%s: the limit is kept', async (code, limit) => {
  const bytes = await toSharp(PICTURE).png().toBuffer();
  await expect(makeVariants({ bytes, presets: PRESETS, limits: { ...LIMITS, ...limit } })).rejects.toMatchObject({
    code,
  });
});

test('a limit that is just reached is not passed', async () => {
  const bytes = await toSharp(PICTURE).png().toBuffer();
  const limits = { ...LIMITS, bytes: bytes.length, pixels: 256 * 192, channels: 3 };
  await expect(make(bytes, PRESETS, undefined, limits)).resolves.toMatchObject({ image: { width: 256 } });
});
