import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { box } from '../../support/bombs/avif.ts';
import { join } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { gridData, heif, overlayData, type Piece } from '../../support/bombs/heif.ts';

const coded = (width: number, height: number): Piece => ({
  type: 'av01',
  data: Buffer.alloc(16),
  size: [width, height],
});
const grid = (columns: number, rows: number, width: number, height: number, from: readonly number[]): Piece => ({
  type: 'grid',
  data: gridData(columns, rows, width, height),
  size: [width, height],
  from,
});
const overlay = (width: number, height: number, from: readonly number[]): Piece => ({
  type: 'iovl',
  data: overlayData(from.length, width, height),
  size: [width, height],
  from,
});
const times = (id: number, number: number): number[] => Array.from({ length: number }, () => id);

describe('an AVIF that is composed of pictures', () => {
  test('passes as a camera makes it: a grid of 512 × 512 tiles, turned, with an alpha channel of the same kind', () => {
    const tiles = Array.from({ length: 48 }, () => coded(512, 512));
    const numbers = (first: number): number[] => tiles.map((_, i) => first + i);
    const photo = heif([
      { type: 'iden', size: [4_032, 3_024], from: [2] },
      grid(8, 6, 4_032, 3_024, numbers(4)),
      { ...grid(8, 6, 4_032, 3_024, numbers(52)), alphaOf: 1 },
      ...tiles,
      ...tiles,
    ]);
    expect(verdict(photo)).toEqual({ code: 'ok', message: '' });
  });

  test('passes as large as a single picture may be, its tiles sticking out', () => {
    const tile = coded(1_024, 1_024);
    const from = Array.from({ length: 48 }, (_, i) => i + 2);
    expect(verdict(heif([grid(8, 6, 7_300, 5_400, from), ...from.map(() => tile)]))).toMatchObject({ code: 'ok' });
  });

  test('passes with a picture laid over another', () => {
    expect(verdict(heif([overlay(6_000, 6_000, [2, 3]), coded(6_000, 6_000), coded(600, 400)]))).toMatchObject({
      code: 'ok',
    });
  });
});

describe.each([
  ['a grid', (size: number): Piece => ({ ...grid(1, 1, size, size, [2]), size: [64, 64] })],
  ['an overlay', (size: number): Piece => ({ ...overlay(size, size, [2]), size: [64, 64] })],
])('%s that is larger than it says', (_what, piece) => {
  test.each([
    ['is the main picture', { primary: 1 }],
    ['is another picture', { primary: 2 }],
  ])('is rejected where it %s', (_which, options) => {
    expect(verdict(heif([piece(6_000), coded(64, 64)], options))).toMatchObject({ code: 'ok' });
    const bytes = heif([piece(16_000), coded(64, 64)], options);
    expect(bytes.length).toBeLessThan(448);
    expect(verdict(bytes)).toMatchObject({
      code: 'too_many_pixels',
      message: expect.stringContaining('16,000 × 16,000 = 256,000,000 pixels'),
    });
  });

  test('is rejected however its data is cut up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 }), (extents) => {
        const bytes = heif([{ ...piece(16_000), extents }, coded(64, 64)]);
        expect(verdict(bytes)).toMatchObject({ code: 'too_many_pixels' });
      }),
    );
  });

  test('is rejected with a side that AV1 has no number for', () => {
    const narrow = (width: number): Piece => ({ ...overlay(width, 30, [2]), size: [width, 30] });
    expect(verdict(heif([narrow(65_536), coded(64, 64)]))).toMatchObject({ code: 'ok' });
    expect(verdict(heif([narrow(65_537), coded(64, 64)]))).toMatchObject({ code: 'too_many_pixels' });
  });
});

describe('an AVIF that names a picture again and again', () => {
  test.each([
    ['as its tiles', heif([grid(2, 2, 5_000, 5_000, times(2, 4)), coded(5_000, 5_000)])],
    ['as layers of an overlay', heif([overlay(64, 64, times(2, 4)), coded(6_000, 6_000)])],
    [
      'as the only part of each of its parts',
      heif([overlay(64, 64, [2, 2]), overlay(64, 64, [3, 3]), coded(6_000, 6_000)]),
    ],
    [
      'with an alpha channel each time',
      heif([overlay(64, 64, times(2, 2)), coded(5_000, 5_000), { ...coded(6_000, 6_000), alphaOf: 2 }]),
    ],
    ['beside its main picture', heif([coded(64, 64), overlay(64, 64, times(3, 4)), coded(6_000, 6_000)])],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({
      code: 'too_many_pixels',
      message: expect.stringContaining('at most 120,000,000 are allowed (3 times limits.avif_pixels)'),
    });
  });

  test('is judged by looking at each reference once, though each layer doubles the one below', () => {
    const layers = Array.from({ length: 7 }, (_, i) => overlay(1, 1, times(i + 2, 500)));
    expect(verdict(heif([...layers, coded(1, 1)]))).toMatchObject({ code: 'too_many_pixels' });
  });

  test('is damaged where a picture is a part of itself', () => {
    const circles = [
      heif([overlay(64, 64, [1])]),
      heif([overlay(64, 64, [2]), { type: 'iden', size: [64, 64], from: [1] }]),
      heif([overlay(64, 64, [2, 3]), coded(64, 64), { ...overlay(64, 64, [1]), alphaOf: 2 }]),
    ];
    for (const bytes of circles) {
      expect(verdict(bytes)).toMatchObject({ code: 'corrupt', message: expect.stringContaining('part of itself') });
    }
  });

  test.each([1, 100])('is damaged where it is a copy of a copy, a hundred times, listed from either end', (primary) => {
    const copyOf = (id: number): Piece => ({ type: 'iden', size: [64, 64], from: [id] });
    const numbers = Array.from({ length: 99 }, (_, i) => i + 1);
    const forth = [...numbers.map((id) => copyOf(id + 1)), coded(64, 64)];
    const back = [coded(64, 64), ...numbers.map(copyOf)];
    expect(verdict(heif(primary === 1 ? forth : back, { primary }))).toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('more than 8 levels deep'),
    });
  });
});

describe('an AVIF that says things twice', () => {
  test('is damaged where it has two lists of pictures: which one counts is up to the decoder', () => {
    const [small, large] = [heif([coded(64, 64)]), heif([coded(16_000, 16_000)])];
    const second = large.subarray(large.readUInt32BE(0));
    expect(verdict(join(small, second))).toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('2 times'),
    });
  });

  test('is rejected by the size that a second list of properties gives to it', () => {
    const bytes = heif([coded(64, 64), coded(16_000, 16_000)]);
    const list = bytes.indexOf('ipma');
    // One list of two entries becomes two of one each.
    const content = bytes.subarray(list + 12, list + 12 + 8);
    const ipma = (entry: Buffer): Buffer => box('ipma', [0, 0, 0, 0, 0, 0, 0, 1], entry);
    const halves = join(ipma(content.subarray(0, 4)), ipma(content.subarray(4)));
    const grown = join(bytes.subarray(0, list - 4), halves, bytes.subarray(list + 20));
    for (const parent of ['iprp', 'meta']) {
      const at = grown.indexOf(parent) - 4;
      grown.writeUInt32BE(grown.readUInt32BE(at) + grown.length - bytes.length, at);
    }
    expect(verdict(grown)).toMatchObject({ code: 'too_many_pixels' });
  });

  test('is damaged if an image of its parts has no size', () => {
    const bytes = heif([overlay(64, 64, [2]), { type: 'av01', data: Buffer.alloc(16) }]);
    expect(verdict(bytes)).toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('does not state its size'),
    });
  });
});
