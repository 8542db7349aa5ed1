import { describe, expect, test } from '@jest/globals';

import { forgiving } from '../../../handler/src/image/strictness.ts';

const fails = (message: string): Promise<unknown> =>
  forgiving('tiff', () => Promise.reject(new Error(message))).catch((error: unknown) => error);

describe('a decoder that gets no memory', () => {
  test.each(['vips: out of memory --- size == 4MB', 'Insufficient memory (case 4)'])(
    'may have better luck next time (%s)',
    async (message) => {
      expect(await fails(message)).not.toHaveProperty('code');
    },
  );

  test.each([
    'Memory allocation error: Security limit exceeded: Number of child boxes',
    'tiff2vips: Failed to allocate memory for to read TIFF directory (0 elements of 12 bytes each)',
  ])('never will where the file asks for the impossible (%s)', async (message) => {
    expect(await fails(message)).toHaveProperty('code', 'corrupt');
  });
});
