import { join, repeat, u16 } from './bytes.ts';

const [CLEAR, END, LAST_CODE] = [4, 5, 4_095];
/** A frame of more pixels is cut short, so that a bomb stays small. */
const MOST_PIXELS = 1_000_000;

/**
 * Pixels of colour 0: each code stands for one pixel more than the one before, so that a megapixel takes two kilobytes.
 */
export function solid(pixels: number): Buffer {
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  const put = (code: number, size: number): void => {
    held += code * 2 ** bits;
    for (bits += size; bits >= 8; bits -= 8, held = Math.floor(held / 256)) bytes.push(held % 256);
  };
  let [size, next, run] = [3, CLEAR, 0];
  for (let left = Math.min(pixels, MOST_PIXELS); left > 0;) {
    if (next === CLEAR || next > LAST_CODE) {
      put(CLEAR, size);
      [size, next, run] = [3, END + 1, 1];
      put(0, size);
      left -= 1;
      continue;
    }
    run = Math.min(run + 1, left);
    put(run === 1 ? 0 : END + run - 1, size);
    left -= run;
    next += 1;
    if (next === 2 ** size && size < 12) size += 1;
  }
  put(END, size);
  if (bits > 0) bytes.push(held);
  const blocks = Array.from({ length: Math.ceil(bytes.length / 255) }, (_, i) => bytes.slice(i * 255, (i + 1) * 255));
  return join([2], ...blocks.map((block) => join([block.length], block)), [0]);
}

export function gifFrame(width: number, height: number, left = 0, top = 0): Buffer {
  const place = [left, top, width, height].map((value) => u16(value, true));
  return join([0x2c], ...place, [0], solid(width * height));
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
