import { describe, expect, test } from '@jest/globals';

import { join, u16 } from '../../support/bombs/bytes.ts';
import { gif } from '../../support/bombs/gif.ts';
import { at, decoded } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { preset } from '../../support/images/presets.ts';

const [WHITE, RED] = [1, 2];
const COLOURS = [0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0];

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left?: number;
  readonly top?: number;
  /** Index of the colour of all of its pixels. */
  readonly colour: number;
  /** 1 leaves the frame, 2 clears it to the background. */
  readonly disposal?: number;
}

/** Codes of 4 bits with a clear code before each pixel, so that the table never grows. */
function lzw(pixels: number, colour: number): number[] {
  const codes = [...Array.from({ length: pixels }, () => [8, colour]).flat(), 9];
  const bytes = Array.from(
    { length: Math.ceil(codes.length / 2) },
    (_, i) => (codes[2 * i] ?? 0) + 16 * (codes[2 * i + 1] ?? 0),
  );
  const blocks = [];
  for (let from = 0; from < bytes.length; from += 255) {
    const block = bytes.slice(from, from + 255);
    blocks.push(block.length, ...block);
  }
  return [3, ...blocks, 0];
}

const frame = ({ width, height, left = 0, top = 0, colour, disposal = 1 }: Frame): Buffer =>
  join(
    [0x21, 0xf9, 4, disposal << 2, 10, 0, 0, 0],
    [0x2c],
    ...[left, top, width, height].map((value) => u16(value, true)),
    [0x81],
    COLOURS,
    lzw(width * height, colour),
  );

const MOVING = { p: preset(16, 16, { animated: true, quality: { webp: 100 } }) };
const STILL = { p: preset(16, 16) };

describe('what no frame of a GIF covers', () => {
  test('is transparent, not black', async () => {
    const { image, named } = await make(gif(16, 16, frame({ width: 8, height: 16, left: 8, colour: RED })), STILL);
    expect(image.alpha).toBe(true);
    const picture = await decoded(named('p').bytes);
    expect(at(picture, 0.2, 0.5)[3]).toBe(0);
    expect(at(picture, 0.8, 0.5)).toEqual([255, 0, 0, 255]);
  });

  test('is transparent in each frame of an animation', async () => {
    const { image, named } = await make(
      gif(16, 16, frame({ width: 8, height: 8, colour: RED }), frame({ width: 8, height: 8, left: 8, colour: WHITE })),
      MOVING,
    );
    expect(image.frames).toBe(2);
    expect(named('p').frames).toBe(2);
    const both = await decoded(named('p').bytes);
    // Frames are stacked: the first shows one quarter, the second two.
    expect([0.1, 0.35, 0.6, 0.85].map((y) => at(both, 0.2, y)[3])).toEqual([255, 0, 255, 0]);
    expect([0.1, 0.35, 0.6, 0.85].map((y) => at(both, 0.8, y)[3])).toEqual([0, 0, 255, 0]);
  });

  test('is transparent again where a frame was cleared', async () => {
    const whole = { width: 16, height: 16, colour: RED, disposal: 2 };
    const { named } = await make(gif(16, 16, frame(whole), frame({ width: 8, height: 16, colour: WHITE })), MOVING);
    const both = await decoded(named('p').bytes);
    expect([at(both, 0.8, 0.2)[3], at(both, 0.8, 0.7)[3]]).toEqual([255, 0]);
  });
});

test('a GIF whose first frame covers all has no alpha', async () => {
  const { image } = await make(
    gif(16, 16, frame({ width: 16, height: 16, colour: RED }), frame({ width: 4, height: 4, colour: WHITE })),
    MOVING,
  );
  expect(image).toMatchObject({ alpha: false, frames: 2 });
});

test('a GIF that lacks its trailer is completed alike', async () => {
  const bytes = gif(16, 16, frame({ width: 8, height: 16, left: 8, colour: RED })).subarray(0, -1);
  expect((await make(bytes, STILL)).image).toMatchObject({ alpha: true, frames: 1 });
});
