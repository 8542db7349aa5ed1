import { describe, expect, test } from '@jest/globals';

import { guardedMakeVariants } from '../../../handler/src/image/guard/index.ts';
import { SOURCE_FORMATS } from '../../../handler/src/image/types.ts';
import { gif, gifFrame } from '../../support/bombs/gif.ts';
import { scanBomb } from '../../support/bombs/jpeg.ts';
import { animatedPng, pixelBomb } from '../../support/bombs/png.ts';
import { gifScript, jpegPage, pngArchive } from '../../support/bombs/polyglots.ts';
import { seeds } from '../../support/bombs/seeds.ts';
import { LIMITS_WITH_HEIC as LIMITS, preset } from '../../support/images/presets.ts';

const presets = { small: preset(20, 20, { formats: ['webp', 'avif'], animated: true }) };
const make = (bytes: Uint8Array) =>
  guardedMakeVariants({ bytes, presets, limits: LIMITS }, { deadlineMs: 20_000, memoryMb: 1_000 });
const pictures = await seeds();

describe('a bomb within the limits', () => {
  test.each([
    ['of scans', scanBomb(64)],
    ['of pixels', pixelBomb(4_000)],
    ['of frames that decoders ignore', animatedPng(100_000)],
  ])('%s is made like any other picture', async (_what, bytes) => {
    const { image, variants } = await make(bytes);
    expect(image).toMatchObject({ frames: 1, degraded: false });
    expect(variants).toHaveLength(3);
  });
});

test('may show a frame for longer than a WebP can', async () => {
  const pause = Buffer.from([0x21, 0xf9, 4, 0, 0xff, 0xff, 0, 0]);
  const { image } = await make(gif(8, 8, pause, gifFrame(8, 8), pause, gifFrame(8, 8)));
  expect(image).toMatchObject({ frames: 2, degraded: false });
});

describe('a file that is more than a picture', () => {
  test.each([
    ['a page', jpegPage(pictures.jpeg), ['<script>', '<html>']],
    ['a script', gifScript(), ['alert(', '*/=']],
    ['an archive', pngArchive(), ['PK\x05\x06']],
  ])('leaves nothing of %s in any variant', async (_what, bytes, traces) => {
    expect(traces.every((trace) => bytes.includes(trace, 0, 'latin1'))).toBe(true);
    const { variants } = await make(bytes);
    expect(variants).toHaveLength(3);
    for (const { bytes: made } of variants) {
      expect(traces.some((trace) => Buffer.from(made).includes(trace, 0, 'latin1'))).toBe(false);
    }
  });
});

describe.each(SOURCE_FORMATS)('a truncated %s', (format) => {
  test.each([0.1, 0.3, 0.5, 0.7, 0.9])('is never made into variants (%d of it)', async (share) => {
    const bytes = pictures[format];
    await expect(make(bytes.subarray(0, Math.floor(bytes.length * share)))).rejects.toMatchObject({
      name: 'Rejection',
    });
  });
});
