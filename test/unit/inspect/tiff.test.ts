import { describe, expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { fanBomb, nested, pages, PICTURE, placesOf, tiff } from '../../support/bombs/tiff.ts';
import { LIMITS } from '../../support/images/presets.ts';

describe('every kind of TIFF', () => {
  test.each([
    ['Intel', { little: true, big: false }],
    ['Motorola', { little: false, big: false }],
    ['Intel BigTIFF', { little: true, big: true }],
    ['Motorola BigTIFF', { little: false, big: true }],
  ])('is read: %s', (_name, layout) => {
    const size = { 256: 70, 257: 50 };
    const bytes = tiff([{ ...PICTURE, ...size }], [], layout);
    expect(inspect(bytes, LIMITS)).toMatchObject({ format: 'tiff', width: 70, height: 50, channels: 1, bitDepth: 8 });
  });
});

describe('directories of a TIFF', () => {
  test('are counted up to a thousand', () => {
    expect(verdict(pages(1_000))).toMatchObject({ code: 'ok' });
    const { code, message } = verdict(pages(1_001));
    expect(code).toBe('too_many_directories');
    expect(message).toContain('1,000');
  });

  test.each([1, 2, 10])('may not lead back to the first (%d)', (count) => {
    const { code, message } = verdict(pages(count, true));
    expect(code).toBe('too_many_directories');
    expect(message).toContain('leads back to itself');
  });

  test('may be nested, but not deeply', () => {
    expect(verdict(nested(4))).toMatchObject({ code: 'ok' });
    expect(verdict(nested(6))).toMatchObject({ code: 'too_many_directories' });
  });

  test('may not lie below themselves', () => {
    const [place = 0] = placesOf([PICTURE]);
    expect(verdict(tiff([{ ...PICTURE, 330: place }]))).toMatchObject({ code: 'too_many_directories' });
  });

  test('may not be a million', () => {
    const { code, message } = verdict(fanBomb());
    expect(code).toBe('too_many_directories');
    expect(message).toContain('1,000,000');
  });

  test('may share what lies below them', () => {
    const directories = [{ ...PICTURE, 330: 0 }, { ...PICTURE, 330: 0 }, PICTURE];
    const below = placesOf(directories)[2] ?? 0;
    const sharing = directories.map((tags) => (tags === PICTURE ? tags : { ...tags, 330: below }));
    expect(verdict(tiff(sharing, [1]))).toMatchObject({ code: 'ok' });
  });

  test('after the first are ignored where they can’t be', () => {
    const bytes = pages(1);
    bytes.writeUInt32LE(bytes.length + 100, bytes.length - 4);
    expect(verdict(bytes)).toMatchObject({ code: 'ok' });
  });
});

describe('a TIFF that asks for too much', () => {
  test.each([
    ['by its size', { 256: 100_000, 257: 100_000 }],
    ['by its tiles', { 322: 100_000, 323: 100_000 }],
  ])('%s is rejected', (_how, tags) => {
    expect(verdict(tiff([{ ...PICTURE, ...tags }]))).toMatchObject({ code: 'too_many_pixels' });
  });

  test('by channels is rejected', () => {
    const { code, message } = verdict(tiff([{ ...PICTURE, 277: 60_000 }]));
    expect(code).toBe('too_many_channels');
    expect(message).toContain('60,000 channels per pixel; at most 5');
  });
});

describe('a damaged TIFF', () => {
  test.each([
    ['without a directory', tiff([]).subarray(0, 64)],
    ['whose strip starts behind its end', tiff([{ ...PICTURE, 273: 100_000 }])],
    ['whose strip ends behind its end', tiff([{ ...PICTURE, 279: 100_000 }])],
    ['whose tile ends behind its end', tiff([{ ...PICTURE, 324: 8, 325: 100_000 }])],
    ['without a width', tiff([{ 257: 4, 273: 8, 279: 16 }])],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt' });
  });
});

describe('a camera’s raw file', () => {
  test.each([
    ['by its version', { 50_706: 0x01040000 }],
    ['by the thumbnail that comes first', { 254: 1, 330: 0 }],
  ])('is not taken for its thumbnail: it is known %s', (_how, tags) => {
    const { code, message } = verdict(tiff([{ ...PICTURE, ...tags }]));
    expect(code).toBe('unsupported_format');
    expect(message).toContain('raw');
  });
});
