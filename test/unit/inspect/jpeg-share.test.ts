import { describe, expect, test } from '@jest/globals';

import { decodableShare } from '../../../handler/src/image/inspect/jpeg/share.ts';
import { makeVariants } from '../../../handler/src/image/make.ts';
import { make } from '../../support/images/make.ts';
import { photo, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const PICTURE = photo(200, 152);
const PRESETS = { p: preset(50, 38) };
const EOI = Buffer.from([0xff, 0xd9]);
/** Bytes between two segments, where libjpeg warns and goes on. */
const STRAY = Buffer.from('stray');

/** Where the data of the first scan starts. */
function dataOf(bytes: Buffer): number {
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
  return scan + 2 + bytes.readUInt16BE(scan + 2);
}

const cut = (bytes: Buffer, share: number): Buffer => {
  const start = dataOf(bytes);
  return Buffer.concat([bytes.subarray(0, start + Math.floor((bytes.length - start) * share)), EOI]);
};

const withStray = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, 2), STRAY, bytes.subarray(2)]);

describe('an intact JPEG can be decoded whole', () => {
  test.each([
    ['baseline', { chromaSubsampling: '4:2:0' }],
    ['in full colour resolution', { chromaSubsampling: '4:4:4' }],
    ['progressive', { progressive: true }],
    ['with tables of its own', { optimiseCoding: true, quality: 30 }],
  ])('%s', async (_kind, options) => {
    expect(decodableShare(await toSharp(PICTURE).jpeg(options).toBuffer())).toBe(1);
  });

  test('greyscale', async () => {
    expect(decodableShare(await toSharp(PICTURE).toColourspace('b-w').jpeg().toBuffer())).toBe(1);
  });
});

test('of a cut JPEG, about as much can be decoded as there is', async () => {
  const whole = await toSharp(PICTURE).jpeg().toBuffer();
  for (const share of [0.1, 0.5, 0.9]) {
    const found = decodableShare(cut(whole, share)) ?? 1;
    expect(Math.abs(found - share)).toBeLessThan(0.12);
  }
});

test('other codings cannot be measured', () => {
  expect(decodableShare(Buffer.from([0xff, 0xd8, 0xff, 0xc9, 0, 8, 8, 0, 9, 0, 9, 0, 0xff, 0xd9]))).toBeUndefined();
});

describe('a JPEG whose first damage hides that most is missing', () => {
  test('is rejected', async () => {
    const bytes = withStray(cut(await toSharp(PICTURE).jpeg().toBuffer(), 0.4));
    await expect(makeVariants({ bytes, presets: PRESETS, limits: LIMITS })).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringMatching(/only \d\d % of it can be decoded, and at least 90 % are needed/),
    });
  });

  test('is made where the limit allows it, and marked', async () => {
    const bytes = withStray(cut(await toSharp(PICTURE).jpeg().toBuffer(), 0.7));
    const { image } = await make(bytes, PRESETS, undefined, { ...LIMITS, decodedPercent: 40 });
    expect(image.degraded).toBe(true);
  });
});

test('a JPEG with stray bytes only is made, and marked', async () => {
  const { image } = await make(withStray(await toSharp(PICTURE).jpeg().toBuffer()), PRESETS);
  expect(image.degraded).toBe(true);
});

test('a JPEG that is noise from an early error on is rejected', async () => {
  const bytes = withStray(await toSharp(PICTURE).jpeg({ optimiseCoding: true }).toBuffer());
  const start = dataOf(bytes) + 200;
  for (let at = start; at < bytes.length - 2; at++) bytes[at] = ((bytes[at] ?? 0) * 7 + at) % 251;
  await expect(makeVariants({ bytes, presets: PRESETS, limits: LIMITS })).rejects.toMatchObject({ code: 'corrupt' });
});
