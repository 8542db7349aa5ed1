import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { guardedMakeVariants } from '../../../handler/src/image/guard/index.ts';
import { makeVariants } from '../../../handler/src/image/make.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const allowance = { deadlineMs: 20_000, memoryMb: 1_000 };
const presets = { small: preset(20, 20, { formats: ['webp'] }), large: preset(40, 40) };
const photo = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#369' } })
  .jpeg()
  .toBuffer();

describe('the image worker', () => {
  test('makes the same bytes as this process would', async () => {
    const guarded = await guardedMakeVariants({ bytes: photo, presets, limits: LIMITS }, allowance);
    const plain = await makeVariants({ bytes: photo, presets, limits: LIMITS });
    expect(guarded.image).toEqual(plain.image);
    expect(guarded.variants.map(({ name }) => name)).toEqual(['large', 'small', 'small~webp']);
    guarded.variants.forEach((variant, i) => {
      expect(Buffer.compare(variant.bytes, plain.variants[i]?.bytes ?? Buffer.alloc(0))).toBe(0);
    });
  });

  test('makes only the requested variants', async () => {
    const { variants } = await guardedMakeVariants(
      { bytes: photo, presets, limits: LIMITS, only: ['small~webp'] },
      allowance,
    );
    expect(variants.map(({ name }) => name)).toEqual(['small~webp']);
  });

  test('says why an image can never work', async () => {
    await expect(
      guardedMakeVariants({ bytes: Buffer.from('%PDF-1.7'), presets, limits: LIMITS }, allowance),
    ).rejects.toMatchObject({
      name: 'Rejection',
      code: 'unsupported_format',
    });
  });
});
