import { describe, expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { commentBomb, frameBomb, gif, gifFrame } from '../../support/bombs/gif.ts';
import { MOST_READS_PER_BYTE, readsPerByte } from '../../support/bombs/reads.ts';
import { LIMITS } from '../../support/images/presets.ts';

describe('frames of a GIF', () => {
  test('are counted up to the limit', () => {
    expect(inspect(frameBomb(1000, 16), LIMITS).frames).toBe(1000);
    const { code, message } = verdict(frameBomb(1001, 16));
    expect(code).toBe('too_many_frames');
    expect(message).toContain('at most 1,000 are allowed');
  });

  test('count with their pixels', () => {
    const { code, message } = verdict(frameBomb(200, 1_000));
    expect(code).toBe('too_many_frames');
    expect(message).toContain('1,000 × 1,000');
    expect(message).toContain('at most 100,000,000');
  });

  test('are counted by reading each byte at most a few times, however many there are', () => {
    const bomb = frameBomb(1_000_000, 1);
    expect(readsPerByte(bomb, { frames: Infinity })).toBeLessThan(MOST_READS_PER_BYTE);
  });
});

describe('the size of a GIF', () => {
  test.each([
    ['its screen', gif(30, 20, gifFrame(10, 10)), 30, 20],
    ['its first frame where that sticks out', gif(30, 20, gifFrame(10, 90, 5, 5)), 30, 95],
    ['its first frame where the screen is absent', gif(0, 0, gifFrame(10, 12)), 10, 12],
    ['its first frame where the screen is absurd', gif(60_000, 60_000, gifFrame(10, 12)), 10, 12],
    ['not that of later frames, which are clipped', gif(30, 20, gifFrame(5, 5), gifFrame(9_000, 9_000)), 30, 20],
  ])('is that of %s', (_what, bytes, width, height) => {
    expect(inspect(bytes, LIMITS)).toMatchObject({ width, height });
  });

  test('is limited by the frame when the screen is small', () => {
    expect(verdict(gif(1, 1, gifFrame(60_000, 60_000)))).toMatchObject({ code: 'too_many_pixels' });
  });
});

describe('a GIF', () => {
  test('that holds a video’s worth of comments is rejected', () => {
    expect(verdict(commentBomb(1_000_000))).toMatchObject({ code: 'ok' });
    expect(verdict(commentBomb(17_000_000))).toMatchObject({ code: 'metadata_too_large' });
  });

  test('without its trailer passes, as many are', () => {
    expect(verdict(gif(8, 8, gifFrame(8, 8)).subarray(0, -1))).toMatchObject({ code: 'ok' });
  });

  test('with noise behind a frame passes, as decoders let it', () => {
    expect(verdict(gif(8, 8, gifFrame(8, 8), Buffer.from([0x77, 0x66])))).toMatchObject({ code: 'ok' });
  });

  test.each([
    ['cut within a frame', gif(8, 8, gifFrame(8, 8)).subarray(0, -3)],
    ['cut within its second frame', gif(8, 8, gifFrame(8, 8), gifFrame(8, 8)).subarray(0, -3)],
    ['without a frame', gif(8, 8)],
    ['with noise instead of a frame', gif(8, 8, Buffer.from([0x77]))],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt' });
  });
});
