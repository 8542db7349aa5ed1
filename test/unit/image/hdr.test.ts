import { crc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';

import { toSrgb } from '../../../handler/src/image/colour/convert.ts';
import { box } from '../../support/bombs/avif.ts';
import { join, u16, u32 } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { heif } from '../../support/bombs/heif.ts';
import { codedItem } from '../../support/images/avif-items.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { type Colour, plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const [BT709, BT2020, P3] = [1, 9, 12];
const [SRGB, LINEAR, PQ, HLG] = [13, 8, 16, 18];

/** sRGB of one pixel with these code values of 8 bits. */
function shown(value: Colour, primaries: number, transfer: number, peak?: number): number[] {
  const samples = Uint16Array.from(value.slice(0, 3), (each = 0) => each * 257);
  return [...toSrgb(samples, 3, { primaries, transfer, peak })];
}

/*
 * Expected values are from the formulas of ITU-R BT.2100, BT.2087 and Chromium's operator, worked out with NumPy in
 * double precision and published matrices of four decimals.
 */
describe('PQ is mapped to the tones of an SDR display', () => {
  test.each([
    ['0.5 cd/m² stays nearly black', 30, 8.1],
    ['5 cd/m² stays dark', 60, 38.9],
    ['36 cd/m² stays', 100, 100.4],
    ['203 cd/m², white in SDR, makes room for what is brighter', 148, 190.8],
    ['1,000 cd/m² becomes white', 192, 255],
    ['4,000 cd/m² is clipped', 230, 255],
  ])('%s', (_what, code, expected) => {
    for (const primaries of [BT709, BT2020]) {
      expect(distance(shown([code, code, code], primaries, PQ), [expected, expected, expected])).toBeLessThan(0.8);
    }
  });

  test('colours keep their hue, and are brought from BT.2020 to sRGB', () => {
    expect(distance(shown([148, 100, 60], BT709, PQ), [190.8, 78.1, 26.6])).toBeLessThan(0.8);
    expect(distance(shown([148, 100, 60], BT2020, PQ), [233.3, 40.5, 0])).toBeLessThan(0.8);
    expect(distance(shown([60, 120, 150], BT2020, PQ), [0, 119.6, 201.6])).toBeLessThan(0.8);
  });

  test('a picture that states a higher peak keeps its highlights', () => {
    expect(distance(shown([192, 192, 192], BT2020, PQ, 4_000), [236.6, 236.6, 236.6])).toBeLessThan(0.8);
    expect(distance(shown([148, 148, 148], BT2020, PQ, 4_000), [187.6, 187.6, 187.6])).toBeLessThan(0.8);
  });

  test('is never darker where the signal is brighter', () => {
    const samples = Uint16Array.from({ length: 3 * 256 }, (_, index) => Math.floor(index / 3) * 257);
    const ramp = [...toSrgb(samples, 3, { primaries: BT2020, transfer: PQ })].filter((_, index) => index % 3 === 0);
    expect([...ramp].sort((a, b) => a - b)).toEqual(ramp);
  });
});

test('HLG is shown with its system gamma, then mapped alike', () => {
  expect(distance(shown([60, 60, 60], BT2020, HLG), [55.9, 55.9, 55.9])).toBeLessThan(0.8);
  expect(distance(shown([192, 192, 192], BT2020, HLG), [191.8, 191.8, 191.8])).toBeLessThan(0.8);
  expect(distance(shown([148, 100, 60], BT2020, HLG), [160.7, 86.5, 47.6])).toBeLessThan(0.8);
});

test('wide gamuts without HDR are brought to sRGB, and greys stay', () => {
  expect(distance(shown([148, 100, 60], BT2020, SRGB), [172.2, 92, 50.4])).toBeLessThan(0.8);
  expect(distance(shown([148, 100, 60], P3, SRGB), [156.4, 97.3, 51.5])).toBeLessThan(0.8);
  expect(distance(shown([60, 120, 150], BT2020, LINEAR), [75.5, 187.3, 204.4])).toBeLessThan(0.8);
  for (const primaries of [4, 5, 6, 7, 9, 11, 12, 22]) {
    expect(distance(shown([90, 90, 90], primaries, SRGB), [90, 90, 90])).toBeLessThanOrEqual(1);
  }
});

test('alpha is not a colour', () => {
  const samples = Uint16Array.of(65_535, 0, 0, 32_896);
  expect(toSrgb(samples, 4, { primaries: BT2020, transfer: PQ })[3]).toBe(128);
});

const chunk = (type: string, ...content: readonly number[]): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(content)]);
  return join(u32(content.length), body, u32(crc32(body)));
};

/** A PNG with these chunks behind its header. */
function withChunks(png: Buffer, ...chunks: readonly Buffer[]): Buffer {
  const header = 8 + 25;
  return join(png.subarray(0, header), ...chunks, png.subarray(header));
}

const PRESETS = { p: preset(16, 16, { quality: { png: 100 } }) };
const PATCH: Colour = [148, 100, 60];

async function middle(bytes: Uint8Array): Promise<number[]> {
  return at(await decoded((await make(bytes, PRESETS)).named('p').bytes), 0.5, 0.5);
}

describe('a PNG', () => {
  const png = (): Promise<Buffer> =>
    toSharp(plain(16, 16, PATCH))
      .png()
      .toBuffer();

  test('is shown by its code points (cICP)', async () => {
    expect(await middle(withChunks(await png(), chunk('cICP', BT2020, PQ, 0, 1)))).toEqual([233, 41, 0]);
    expect(await middle(withChunks(await png(), chunk('cICP', BT709, SRGB, 0, 1)))).toEqual([148, 100, 60]);
  });

  test('is shown by these although it has a profile', async () => {
    const tagged = await toSharp(plain(16, 16, PATCH))
      .withIccProfile('srgb')
      .png()
      .toBuffer();
    expect(await middle(withChunks(tagged, chunk('cICP', BT2020, PQ, 0, 1)))).toEqual([233, 41, 0]);
  });

  test('may state its peak (cLLI)', async () => {
    const bytes = await toSharp(plain(16, 16, [192, 192, 192]))
      .png()
      .toBuffer();
    const peak = chunk('cLLI', ...u32(40_000_000), ...u32(0));
    expect((await middle(withChunks(bytes, chunk('cICP', BT2020, PQ, 0, 1), peak)))[0]).toBe(237);
  });

  test('with code points that nothing converts is rejected by name', async () => {
    const { code, message } = verdict(withChunks(await png(), chunk('cICP', 10, 17, 0, 1)));
    expect(code).toBe('unsupported_format');
    expect(message).toContain('colour primaries 10 and transfer characteristics 17');
  });
});

describe('an AVIF', () => {
  const colr = (primaries: number, transfer: number): Buffer =>
    box('colr', 'nclx', u16(primaries), u16(transfer), u16(6), [0x80]);

  test.each([
    ['PQ', BT2020, PQ, [233, 41, 0]],
    ['HLG', BT2020, HLG, [161, 87, 48]],
    ['Display P3', P3, SRGB, [156, 97, 51]],
    ['sRGB', BT709, SRGB, [148, 100, 60]],
  ])('in %s is shown by its property colr', async (_name, primaries, transfer, expected) => {
    const { data, configuration } = await codedItem(plain(16, 16, PATCH));
    const bytes = heif([
      { type: 'av01', data, size: [16, 16], properties: [configuration, colr(primaries, transfer)] },
    ]);
    // The plain variant is a JPEG, and the original has been through YCbCr with 8 bits.
    expect(distance(await middle(bytes), expected)).toBeLessThan(7);
  });

  test('may state its peak (clli)', async () => {
    const { data, configuration } = await codedItem(plain(16, 16, [192, 192, 192]));
    const peak = box('clli', u16(4_000), u16(0));
    const bytes = heif([{ type: 'av01', data, size: [16, 16], properties: [configuration, colr(BT2020, PQ), peak] }]);
    expect(distance(await middle(bytes), [237, 237, 237])).toBeLessThan(4);
  });
});
