import { describe, expect, test } from '@jest/globals';

import { verdict } from '../../support/bombs/expect.ts';
import { PICTURE, type Tags, tiff } from '../../support/bombs/tiff.ts';

/** Three samples a pixel; only the header is read here. */
const RGB: Tags = { ...PICTURE, 262: 2, 277: 3 };

describe('a TIFF that decoders read wrongly is rejected by name', () => {
  test.each<[string, Tags, RegExp]>([
    ['YCbCr without JPEG', { ...RGB, 262: 6, 259: 5 }, /YCbCr colours without JPEG compression/],
    ['old-style JPEG', { ...RGB, 262: 6, 259: 6 }, /JPEG compression of the old style/],
    ['signed samples', { ...PICTURE, 339: 2 }, /signed samples \(8 bits\)/],
    ['half-floats', { ...PICTURE, 258: 16, 339: 3 }, /floating-point samples \(16 bits\) that are not RGB/],
    ['grey floats', { ...PICTURE, 258: 32, 339: 3 }, /floating-point samples \(32 bits\) that are not RGB/],
    ['CMYK floats', { ...PICTURE, 262: 5, 277: 4, 258: 32, 339: 3 }, /floating-point samples \(32 bits\)/],
    ['double floats', { ...RGB, 258: 64, 339: 3 }, /floating-point samples \(64 bits\)/],
    ['complex numbers', { ...PICTURE, 339: 6 }, /complex numbers/],
    ['32 bits per channel', { ...RGB, 258: 32 }, /32 bits per channel/],
    ['12 bits per channel', { ...PICTURE, 258: 12 }, /12 bits per channel/],
    ['2 bits per colour', { ...RGB, 258: 2 }, /2 bits per channel/],
    ['CIELAB', { ...RGB, 262: 8 }, /CIELAB/],
    ['LogL', { ...PICTURE, 262: 32_844, 258: 16, 339: 2 }, /LogL/],
    ['a sensor’s samples', { ...PICTURE, 262: 32_803 }, /raw samples of a sensor/],
    ['bands of measurements', { ...PICTURE, 277: 3 }, /2 channels without a meaning/],
    ['too few channels', { ...PICTURE, 262: 2 }, /1 of its 3 channels/],
  ])('%s', (_kind, tags, name) => {
    const { code, message } = verdict(tiff([tags]));
    expect(code).toBe('unsupported_format');
    expect(message).toMatch(name);
    expect(message).toMatch(/Save it as RGB or greyscale with 8 or 16 bits per channel\.$/);
  });
});

describe('a TIFF that decoders read rightly passes', () => {
  test.each<[string, Tags]>([
    ['one bit per pixel', { ...PICTURE, 258: 1 }],
    ['16 bits per channel', { ...RGB, 258: 16 }],
    ['YCbCr with JPEG', { ...RGB, 262: 6, 259: 7 }],
    ['RGB floats, which are linear light', { ...RGB, 258: 32, 339: 3 }],
    ['LogLuv', { ...RGB, 262: 32_845, 259: 34_676, 258: 16, 339: 2 }],
    ['a palette', { ...PICTURE, 262: 3 }],
    ['CMYK', { ...PICTURE, 262: 5, 277: 4 }],
    ['alpha', { ...RGB, 277: 4, 338: 2 }],
    ['alpha that is not declared', { ...RGB, 277: 4 }],
    ['samples of an undefined kind', { ...PICTURE, 339: 4 }],
  ])('%s', (_kind, tags) => {
    expect(verdict(tiff([tags]))).toEqual({ code: 'ok', message: '' });
  });
});
