import { describe, expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { SOURCE_FORMATS } from '../../../handler/src/image/types.ts';
import { seeds } from '../../support/bombs/seeds.ts';
import { LIMITS_WITH_HEIC as LIMITS } from '../../support/images/presets.ts';

const pictures = await seeds();

describe.each(SOURCE_FORMATS)('a good %s', (format) => {
  const bytes = pictures[format];

  test('passes with its size', () => {
    expect(inspect(bytes, LIMITS)).toMatchObject({ format, width: 24, height: 18, frames: 1, bitDepth: 8 });
  });

  test('passes wherever in memory it lies', () => {
    const moved = Buffer.alloc(bytes.length + 7, 0xff);
    bytes.copy(moved, 5);
    expect(inspect(moved.subarray(5, 5 + bytes.length), LIMITS)).toEqual(inspect(bytes, LIMITS));
  });

  test('passes with something behind it', () => {
    // A box may reach to the end of an AVIF or HEIC, so what follows is another box there.
    const trailer = ['avif', 'heic'].includes(format)
      ? Buffer.from('\0\0\0\x10freetrailer!', 'latin1')
      : Buffer.from('<script>');
    expect(inspect(Buffer.concat([bytes, trailer]), LIMITS)).toEqual(inspect(bytes, LIMITS));
  });

  test('is rejected once its pixels are one too many', () => {
    const limits = { ...LIMITS, pixels: 24 * 18 - 1, avifPixels: 24 * 18 - 1, heicPixels: 24 * 18 - 1 };
    expect(() => inspect(bytes, limits)).toThrow(
      expect.objectContaining({ code: 'too_many_pixels', message: expect.stringContaining('24 × 18 = 432 pixels') }),
    );
  });

  test('is rejected if it is truncated after its start', () => {
    expect(() => inspect(bytes.subarray(0, 24), LIMITS)).toThrow(expect.objectContaining({ name: 'Rejection' }));
  });
});
