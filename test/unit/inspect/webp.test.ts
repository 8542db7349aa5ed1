import { describe, expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { join, repeat } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import * as webp from '../../support/bombs/webp.ts';
import { LIMITS } from '../../support/images/presets.ts';

const { ANIMATED, animationFrame, extended, lossless, riff, webpChunk, webpFrameBomb } = webp;

describe('frames of a WebP', () => {
  test('are counted up to the limit', () => {
    expect(inspect(webpFrameBomb(1000, 16), LIMITS).frames).toBe(1000);
    expect(verdict(webpFrameBomb(1001, 16))).toMatchObject({ code: 'too_many_frames' });
  });

  test('count with the pixels of their canvas, however small they are', () => {
    expect(verdict(webpFrameBomb(200, 1_000))).toMatchObject({ code: 'too_many_frames' });
  });

  test('stay within the canvas', () => {
    const bytes = riff(extended(10, 10, ANIMATED), animationFrame(8, 8, 4, 0));
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt', message: expect.stringContaining('12 × 8') });
  });
});

describe('a WebP that asks for too much', () => {
  test.each([
    ['by its canvas', riff(extended(2 ** 24, 2 ** 24), lossless(8, 8))],
    ['by the picture on its canvas', riff(extended(8, 8), lossless(16_384, 16_384))],
    ['by its picture', riff(lossless(16_384, 16_384))],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({ code: 'too_many_pixels' });
  });

  test('by metadata is rejected', () => {
    const bytes = riff(extended(8, 8), webpChunk('ICCP', Buffer.alloc(17_000_000)), lossless(8, 8));
    expect(verdict(bytes)).toMatchObject({ code: 'metadata_too_large' });
  });

  test('by unknown chunks is rejected', () => {
    const bytes = riff(extended(8, 8), repeat(webpChunk('abcd'), 5_000), lossless(8, 8));
    expect(verdict(bytes)).toMatchObject({ code: 'metadata_too_large' });
  });
});

describe('a damaged WebP', () => {
  const good = riff(extended(8, 8), lossless(8, 8));

  test('passes with its last padding byte missing', () => {
    const odd = riff(join('VP8L', [7, 0, 0, 0], lossless(8, 8).subarray(8, 15)));
    expect(verdict(odd)).toMatchObject({ code: 'ok' });
  });

  test.each([
    ['shorter than it says', good.subarray(0, -1)],
    ['with a chunk longer than the file', riff(extended(8, 8), join('VP8L', [255, 0, 0, 0]))],
    ['without a picture', riff(extended(8, 8))],
    ['without a frame', riff(extended(8, 8, ANIMATED), webpChunk('ANIM', Buffer.alloc(6)))],
    ['that starts with something else', riff(webpChunk('EXIF', 'abcd'), lossless(8, 8))],
    ['without the signature of its picture', riff(webpChunk('VP8L', [0x2e, 0, 0, 0, 0]))],
    ['that does not start with a key frame', riff(webpChunk('VP8 ', Buffer.alloc(12)))],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt' });
  });
});
