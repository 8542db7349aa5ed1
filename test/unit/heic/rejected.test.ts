import { describe, expect, test } from '@jest/globals';

import { heicToTiff } from '../../../handler/src/image/heic/index.ts';
import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { probe } from '../../../handler/src/image/probe.ts';
import type { Limits } from '../../../handler/src/image/types.ts';
import { box } from '../../support/bombs/avif.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { gridData, heif, type Piece } from '../../support/bombs/heif.ts';
import { type Blocks, codedPiece, heic, nclx, SRGB, tiled } from '../../support/images/heic.ts';
import { LIMITS_WITH_HEIC } from '../../support/images/presets.ts';

const grey = (columns: number, rows: number): Blocks => ({ columns, rows, colourAt: () => [128, 128, 128] });
const tile = (): Piece => codedPiece(grey(1, 1), [SRGB]);
const judged = (bytes: Uint8Array, limits: Partial<Limits> = {}) =>
  verdict(bytes, { heicPixels: LIMITS_WITH_HEIC.heicPixels, ...limits });
const sized = (piece: Piece, width: number, height: number): Piece => ({ ...piece, size: [width, height] });
const file = (...pieces: readonly Piece[]): Buffer => heif(pieces, { brand: 'heic' });

describe('an HEIC that is not read', () => {
  test('is rejected as ever where the limit is 0, with how to get a JPEG', () => {
    for (const bytes of [heic(grey(1, 1)), heif([tile()], { brand: 'mif1' })]) {
      expect(verdict(bytes)).toEqual({
        code: 'unsupported_format',
        message: expect.stringMatching(/^The file is an HEIC picture \(HEVC\), .*JPEG, .*“Most Compatible”\.$/),
      });
      expect(judged(bytes)).toMatchObject({ code: 'ok' });
    }
  });

  test.each([
    ['AV1', 'av01'],
    ['JPEG 2000', 'j2k1'],
    ['an overlay of pictures', 'iovl'],
    ['another picture, cropped or turned', 'iden'],
    ['uncompressed pixels', 'unci'],
    ['an unknown kind', 'zzzz'],
  ])('is rejected by name where its main picture is %s', (name, type) => {
    const { code, message } = judged(file({ ...tile(), type }, tile()));
    expect(code).toBe('unsupported_format');
    expect(message).toContain(`an HEIF picture whose main image is ${name} ("${type}")`);
    expect(message).toContain('Share it as JPEG.');
  });

  test.each([
    ['PQ', 16],
    ['HLG', 18],
  ])('is rejected by name where it is HDR by %s, whether the picture says so or its tiles', (name, transfer) => {
    const expected = {
      code: 'unsupported_format',
      message: expect.stringContaining(`an HDR picture in HEIC (${name})`),
    };
    expect(judged(heic(grey(1, 1), [nclx(9, transfer, 9)]))).toEqual(expected);
    expect(judged(tiled([2, 1], [32, 16], () => codedPiece(grey(1, 1), [nclx(9, transfer, 9)]), []))).toEqual(expected);
  });

  test('is rejected where it is a sequence', () => {
    expect(judged(Buffer.concat([box('ftyp', 'hevc', Buffer.alloc(4), 'hevc'), box('moov')]))).toEqual({
      code: 'unsupported_format',
      message: expect.stringContaining('an HEVC image sequence or video'),
    });
  });
});

describe('an HEIC that is too large', () => {
  test('is rejected by its own limit, or by the general one where that is less', () => {
    const large = file(sized(tile(), 4_000, 3_000));
    expect(judged(large)).toMatchObject({ code: 'ok' });
    expect(judged(large, { heicPixels: 11_999_999 })).toEqual({
      code: 'too_many_pixels',
      message: expect.stringContaining('at most 11,999,999 are allowed (limits.heic_pixels)'),
    });
    expect(judged(large, { pixels: 11_999_998 })).toEqual({
      code: 'too_many_pixels',
      message: expect.stringContaining('at most 11,999,998 are allowed (limits.pixels)'),
    });
  });

  test('is rejected where one piece is larger than a decoder of pieces should have to hold', () => {
    expect(judged(file(sized(tile(), 6_500, 4_000)))).toMatchObject({ code: 'ok' });
    expect(judged(file(sized(tile(), 6_501, 4_000)))).toEqual({
      code: 'too_many_pixels',
      message: expect.stringContaining('coded in one piece of 6,501 × 4,000 pixels; at most 26,000,000'),
    });
  });

  test('is rejected where its stream is far larger than it says', async () => {
    const bytes = file(sized(codedPiece(grey(16, 16), [SRGB]), 16, 16));
    await expect(probe(bytes, LIMITS_WITH_HEIC)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('256x256 exceeds the maximum image size'),
    });
  });

  test('is rejected where its tiles are, although only parts of them are shown', () => {
    const tiles = Array.from({ length: 4 }, () => sized(tile(), 5_000, 5_000));
    const grid = {
      type: 'grid',
      data: gridData(2, 2, 5_001, 5_001),
      size: [5_001, 5_001] as const,
      from: [2, 3, 4, 5],
    };
    expect(judged(file(grid, ...tiles))).toMatchObject({ code: 'ok' });
    expect(judged(file(grid, ...tiles), { heicPixels: 49_000_000 })).toEqual({
      code: 'too_many_pixels',
      message: expect.stringContaining('tiles of 100,000,000 pixels in all; at most 98,000,000 are allowed'),
    });
  });

  test('is rejected where its colour profile is larger than that of any printer', () => {
    const profile = (size: number): Buffer => heic(grey(1, 1), [box('colr', 'prof', Buffer.alloc(size))]);
    expect(judged(profile(1_048_576))).toMatchObject({ code: 'ok' });
    expect(judged(profile(1_048_577))).toMatchObject({ code: 'metadata_too_large' });
  });
});

describe('an HEIC that is damaged', () => {
  const gridOf = (columns: number, rows: number, width: number, height: number, from: readonly number[]): Piece => ({
    type: 'grid',
    data: gridData(columns, rows, width, height),
    size: [width, height],
    from,
  });
  test.each([
    ['has fewer tiles than places', file(gridOf(2, 1, 32, 16, [2]), tile()), 'it has 1 tiles for 2 × 1 places'],
    ['has more', file(gridOf(1, 1, 16, 16, [2, 2]), tile()), 'it has 2 tiles for 1 × 1 places'],
    ['names tiles that are not there', file(gridOf(2, 1, 32, 16, [2, 9]), tile()), 'it has 1 tiles for'],
    [
      'has a column that shows nothing',
      file(gridOf(2, 1, 16, 16, [2, 2]), tile()),
      '2 × 1 tiles of 16 × 16 pixels for 16 × 16',
    ],
    [
      'has tiles for a part of it',
      file(gridOf(2, 1, 33, 16, [2, 2]), tile()),
      '2 × 1 tiles of 16 × 16 pixels for 33 × 16',
    ],
    [
      'has tiles of two sizes',
      file(gridOf(2, 1, 32, 16, [2, 3]), tile(), codedPiece(grey(2, 1), [SRGB])),
      'its tiles have different sizes',
    ],
    [
      'has tiles of two depths',
      file(gridOf(2, 1, 32, 16, [2, 3]), tile(), codedPiece(grey(1, 1), [SRGB], { depth: 10 })),
      'its tiles have different depths',
    ],
    ['does not say how it is coded', file({ ...tile(), properties: [] }), 'does not say how it is coded'],
    ['does not say how large it is', file({ type: 'hvc1', data: Buffer.of(1) }), 'does not state its size'],
  ])('is rejected where it %s', (_what, bytes, reason) => {
    expect(judged(bytes)).toEqual({ code: 'corrupt', message: expect.stringContaining(reason) });
  });

  test('is rejected where its stream is not one, and leaves nothing to the next picture', async () => {
    const good = heic(grey(2, 2));
    const { coded } = inspect(good, LIMITS_WITH_HEIC);
    if (coded === undefined) throw new Error('The file was not taken for an HEIC.');
    const before = await heicToTiff(good, coded);
    const bad = Buffer.from(good);
    bad.fill(0xff, good.length - 900);
    bad.fill(0x7f, good.indexOf('idat') + 8, good.indexOf('idat') + 40);
    await expect(heicToTiff(bad, coded)).rejects.toMatchObject({ name: 'Rejection', code: 'corrupt' });
    expect(Buffer.compare(await heicToTiff(good, coded), before)).toBe(0);
  });
});
