import { join, repeat, u16 } from './bytes.ts';

/** One code that clears, one that paints a pixel, one that ends. */
const LZW = [2, 2, 0x44, 0x01, 0];

export function gifFrame(width: number, height: number, left = 0, top = 0): Buffer {
  const place = [left, top, width, height].map((value) => u16(value, true));
  return join([0x2c], ...place, [0], LZW);
}

export function gif(width: number, height: number, ...frames: readonly Uint8Array[]): Buffer {
  const colours = [0, 0, 0, 255, 255, 255];
  return join('GIF89a', u16(width, true), u16(height, true), [0x80, 0, 0], colours, ...frames, [0x3b]);
}

export const frameBomb = (frames: number, edge: number): Buffer =>
  gif(edge, edge, repeat(gifFrame(edge, edge), frames));

export const commentBomb = (bytes: number): Buffer => {
  const comment = join([0x21, 0xfe], repeat(join([255], Buffer.alloc(255, 'a')), Math.ceil(bytes / 255)), [0]);
  return gif(8, 8, comment, gifFrame(8, 8));
};
