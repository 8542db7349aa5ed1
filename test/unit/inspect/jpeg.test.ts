import { describe, expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { join, repeat } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import * as jpeg from '../../support/bombs/jpeg.ts';
import { make } from '../../support/images/make.ts';
import { photo, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const whole = (frame: Uint8Array): Buffer => join(jpeg.SOI, frame, jpeg.firstScan(8), jpeg.EOI);

describe('scans of a JPEG', () => {
  test('are counted up to the limit', () => {
    expect(verdict(jpeg.scanBomb(64))).toMatchObject({ code: 'ok' });
    const { code, message } = verdict(jpeg.scanBomb(65));
    expect(code).toBe('too_many_scans');
    expect(message).toContain('65');
    expect(message).toContain('64');
  });

  test('are not looked for in compressed pixels, header segments or behind the end', () => {
    const decoy = repeat(jpeg.laterScan(8, 0), 100);
    const data = join(jpeg.firstScan(8), repeat([0xff, 0x00, 0xda, 0xff, 0xd3], 1_000));
    const picture = jpeg.jpeg(8, 8, jpeg.segment(0xe1, decoy), data);
    expect(verdict(join(picture, decoy))).toMatchObject({ code: 'ok' });
  });

  test('are found behind fill bytes and stray bytes, where decoders find them', () => {
    const hidden = Array.from({ length: 65 }, () =>
      join([1, 2, 3, 0xff, 0xff, 0xff], jpeg.laterScan(8, 0).subarray(1)),
    );
    expect(verdict(jpeg.jpeg(8, 8, jpeg.firstScan(8), ...hidden))).toMatchObject({ code: 'too_many_scans' });
  });

  test.each([
    [0xc0, 1, 'ok'],
    [0xc1, 1, 'ok'],
    [0xc9, 1, 'ok'],
    [0xc0, 3, 'too_many_scans'],
    [0xc2, 1, 'too_many_scans'],
    [0xca, 1, 'too_many_scans'],
  ])('are counted where a decoder reads more than one (kind 0x%x, %d channels: %s)', (kind, channels, code) => {
    const frame = jpeg.frame(8, 8, kind, 8, channels);
    expect(verdict(join(jpeg.SOI, frame, repeat(jpeg.firstScan(8), 65), jpeg.EOI))).toMatchObject({ code });
  });

  test('behind the only one are not read by the decoder either, nor are segments', async () => {
    const plain = await toSharp(photo(32, 24)).jpeg({ progressive: false }).toBuffer();
    const tail = join(repeat(jpeg.laterScan(8, 0), 1_000), repeat(jpeg.segment(0xe1), 10_000));
    const followed = join(plain.subarray(0, -2), tail, jpeg.EOI);
    const presets = { p: preset(16, 12) };
    const [one, other] = [await make(plain, presets), await make(followed, presets)];
    expect(other.image).toEqual(one.image);
    expect(Buffer.compare(other.named('p').bytes, one.named('p').bytes)).toBe(0);
  });
});

describe('a kind of JPEG', () => {
  test.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca])('that the decoder reads passes (0x%x)', (kind) => {
    expect(verdict(whole(jpeg.frame(8, 8, kind)))).toMatchObject({ code: 'ok' });
  });

  test.each([
    [0xc5, 'hierarchical JPEG (SOF5)'],
    [0xc6, 'SOF6'],
    [0xc7, 'SOF7'],
    [0xcb, 'arithmetic-coded lossless JPEG (SOF11)'],
    [0xcd, 'SOF13'],
    [0xce, 'SOF14'],
    [0xcf, 'SOF15'],
    [0xf7, 'JPEG-LS'],
  ])('that it can’t read is named (0x%x)', (kind, name) => {
    const { code, message } = verdict(whole(jpeg.frame(8, 8, kind)));
    expect(code).toBe('unsupported_format');
    expect(message).toContain(name);
  });

  test.each([12, 16])('with %d bits per channel is named', (bits) => {
    const { code, message } = verdict(whole(jpeg.frame(8, 8, 0xc1, bits)));
    expect(code).toBe('unsupported_format');
    expect(message).toContain(`${bits} bits`);
  });

  test('that states its height at its end is identified', () => {
    expect(verdict(whole(jpeg.frame(8, 0)))).toMatchObject({ code: 'unsupported_format' });
  });

  test('with more channels than allowed is rejected', () => {
    expect(verdict(whole(jpeg.frame(8, 8, 0xc0, 8, 6)))).toMatchObject({ code: 'too_many_channels' });
  });
});

describe('a JPEG that asks for too much', () => {
  test('is named by its size even when there is nothing behind it', () => {
    const { code, message } = verdict(join(jpeg.SOI, jpeg.frame(65_535, 65_535)));
    expect(code).toBe('too_many_pixels');
    expect(message).toContain('65,535 × 65,535 = 4,294,836,225 pixels; at most 100,000,000');
  });

  test('by a colour profile in many pieces is rejected', () => {
    expect(verdict(jpeg.profileBomb(15_000_000))).toMatchObject({ code: 'ok' });
    expect(verdict(jpeg.profileBomb(20_000_000))).toMatchObject({ code: 'metadata_too_large' });
  });

  test('by thousands of empty segments is rejected', () => {
    expect(verdict(jpeg.segmentBomb(4_000))).toMatchObject({ code: 'ok' });
    expect(verdict(jpeg.segmentBomb(5_000))).toMatchObject({ code: 'metadata_too_large' });
  });
});

describe('a damaged JPEG', () => {
  test.each([
    ['without a frame', join(jpeg.SOI, jpeg.quantization, jpeg.EOI)],
    ['without a scan', join(jpeg.SOI, jpeg.frame(8, 8), jpeg.EOI)],
    ['with its scan before its frame', join(jpeg.SOI, jpeg.firstScan(8), jpeg.frame(8, 8), jpeg.EOI)],
    ['that ends within its header', join(jpeg.SOI, jpeg.frame(8, 8), [0xff, 0xe1, 0xff, 0xff, 1, 2])],
    ['without a width', whole(jpeg.frame(0, 8))],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt' });
  });

  test('goes by its first frame, as decoders do', () => {
    const bytes = join(jpeg.SOI, jpeg.frame(8, 9), jpeg.frame(60_000, 60_000), jpeg.firstScan(8), jpeg.EOI);
    expect(inspect(bytes, LIMITS)).toMatchObject({ width: 8, height: 9 });
  });

  test('is left to the decoder where only pixels can be missing', () => {
    expect(verdict(jpeg.scanBomb(2).subarray(0, -2))).toMatchObject({ code: 'ok' });
  });
});
