import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { pixelsIn } from '../../../handler/src/image/inspect/gif/share.ts';
import { join, u16 } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { gif, solid } from '../../support/bombs/gif.ts';
import { paint, toSharp } from '../../support/images/pixels.ts';
import { randomFrom } from '../../support/images/random.ts';

test('the pixels of a frame are counted whatever the encoder made of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 255 }),
      fc.integer(),
      async (width, height, colours, seed) => {
        const random = randomFrom(seed);
        const noise = paint(width, height, () => [Math.floor(random() * colours), 9, 9]);
        const bytes = await toSharp(noise).gif({ effort: 1, dither: 0 }).toBuffer();
        const descriptor = bytes.indexOf(join([0x2c, 0, 0, 0, 0], u16(width, true), u16(height, true)));
        const flags = bytes[descriptor + 9] ?? 0;
        const data = descriptor + 10 + (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
        expect(pixelsIn(bytes, data, Infinity)).toBe(width * height);
      },
    ),
    { numRuns: 40 },
  );
});

test('long runs are counted, past a full table of codes', () => {
  for (const pixels of [1, 2, 3, 64, 1_000, 999_999]) expect(pixelsIn(solid(pixels), 0, Infinity)).toBe(pixels);
});

describe('a GIF of which most is missing', () => {
  const frame = (pixels: number): Buffer =>
    gif(10, 10, join([0x2c], ...[0, 0, 10, 10].map((value) => u16(value, true)), [0], solid(pixels)));

  test('is rejected, with the share that is there', () => {
    const { code, message } = verdict(frame(89));
    expect(code).toBe('corrupt');
    expect(message).toContain('only 89 % of it can be decoded, and at least 90 % are needed (limits.decoded_percent)');
    expect(verdict(frame(90))).toMatchObject({ code: 'ok' });
    expect(verdict(frame(50), { decodedPercent: 50 })).toMatchObject({ code: 'ok' });
  });

  test('is rejected where a code makes no sense', () => {
    const broken = frame(100);
    const data = broken.indexOf(solid(100));
    broken.fill(0xff, data + 3, data + 10);
    expect(verdict(broken)).toMatchObject({ code: 'corrupt' });
  });
});
