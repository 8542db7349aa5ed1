import { expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { join, u16 } from '../../support/bombs/bytes.ts';
import { heif } from '../../support/bombs/heif.ts';
import { make } from '../../support/images/make.ts';
import { plain, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const jpeg = (): Promise<Buffer> =>
  toSharp(plain(16, 16, [90, 120, 30]))
    .jpeg()
    .toBuffer();
const segment = (marker: number, text: string): Buffer => join([0xff, marker], u16(text.length + 2), text);
const withSegment = (bytes: Buffer, added: Buffer): Buffer => join(bytes.subarray(0, 2), added, bytes.subarray(2));

const XMP = 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"/>';
const INDEX = segment(0xe2, 'MPF\0MM\0*');
const APPLE = segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0urn:com:apple:photo:2020:aux:hdrgainmap');

test('a gain map is noticed by any of its three announcements, and the picture stays as it is', async () => {
  const plainJpeg = await jpeg();
  const behind = join(withSegment(plainJpeg, INDEX), withSegment(plainJpeg, APPLE));
  const iso = withSegment(plainJpeg, segment(0xe2, 'urn:iso:std:iso:ts:21496:-1\0\0\0'));
  const without = await make(plainJpeg, { p: preset(8, 8) });
  expect(without.image).not.toHaveProperty('gainMap');
  for (const bytes of [withSegment(plainJpeg, segment(0xe1, XMP)), iso, behind]) {
    const { image, named } = await make(bytes, { p: preset(8, 8) });
    expect(image.gainMap).toBe(true);
    expect(Buffer.compare(named('p').bytes, without.named('p').bytes)).toBe(0);
  }
});

test('other pictures behind the first are none: only one that the index announces counts', async () => {
  const plainJpeg = await jpeg();
  expect(inspect(join(withSegment(plainJpeg, INDEX), plainJpeg), LIMITS).gainMap).toBe(false);
  expect(inspect(join(plainJpeg, withSegment(plainJpeg, APPLE)), LIMITS).gainMap).toBe(false);
});

test('an AVIF has one if it derives a tone-mapped picture', () => {
  const still = { type: 'av01', data: Buffer.alloc(16), size: [8, 8] as const };
  expect(inspect(heif([still]), LIMITS).gainMap).toBe(false);
  expect(inspect(heif([still, still, { type: 'tmap', from: [1, 2] }]), LIMITS).gainMap).toBe(true);
});
