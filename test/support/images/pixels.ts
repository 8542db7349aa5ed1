import type { Raster } from '../../../handler/src/image/raster.ts';
import { sharp } from '../../../handler/src/image/sharp.ts';
import { randomFrom } from './random.ts';

/** Jest intercepts each look at a global, which costs more than a pixel does. */
const { floor, hypot, max, min } = Math;

export type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

/** Uncompressed pixels for encoding fixtures. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** A sharp pipeline over the pixels, to be encoded as needed. */
export function toSharp({ data, width, height, channels }: Pixels): ReturnType<typeof sharp> {
  return sharp(data, { raw: { width, height, channels } });
}

/** The pixels as those of a still. */
export const toRaster = (pixels: Pixels): Raster => ({ ...pixels, frames: 1 });

export function paint(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour,
  channels: 3 | 4 = 3,
): Pixels {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const colour = colourAt(x, y);
      data[at] = colour[0];
      data[at + 1] = colour[1];
      data[at + 2] = colour[2];
      if (channels === 4) data[at + 3] = colour[3] ?? 255;
    }
  }
  return { data, width, height, channels };
}

/** Like a photograph: uneven light, soft and hard shapes at every scale, and sensor noise. */
export function photo(width: number, height: number, seed = 1): Pixels {
  const random = randomFrom(seed);
  const light = new Float32Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const level = 180 - 60 * (y / height) - 30 * (x / width) + (random() + random() - 1) * 12;
      light[at] = level + 10;
      light[at + 1] = level;
      light[at + 2] = level - 15;
    }
  }
  for (let shape = 0; shape < 60; shape++) addShape(light, width, height, random);
  return { data: Uint8Array.from(Uint8ClampedArray.from(light)), width, height, channels: 3 };
}

/** A disc of light or shade, its rim anything from sharp to very soft. */
function addShape(light: Float32Array, width: number, height: number, random: () => number): void {
  const [centreX, centreY] = [random() * width, random() * height];
  const radius = Math.max(width, height) * 0.25 * random() ** 2 + 2;
  const softness = random() * 0.9 + 0.1;
  const tint = [random() * 160 - 80, random() * 160 - 80, random() * 160 - 80];
  const [top, bottom] = [Math.max(0, Math.ceil(centreY - radius)), Math.min(height, centreY + radius)];
  const [left, right] = [Math.max(0, Math.ceil(centreX - radius)), Math.min(width, centreX + radius)];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const distance = hypot(x - centreX, y - centreY) / radius;
      const weight = max(0, min(1, (1 - distance) / softness));
      const at = (y * width + x) * 3;
      for (let band = 0; band < 3; band++) light[at + band] = (light[at + band] ?? 0) + (tint[band] ?? 0) * weight;
    }
  }
}

const GLYPH = { width: 8, height: 18, strokes: ['x....', '.....', 'xxxxx', '..x..', 'x...x', '.xxx.'] };

/** Like a screenshot: a title bar, a button, and paragraphs of small words in black and red on white. */
export function screenshot(width: number, height: number): Pixels {
  const random = randomFrom(7);
  const columns = Math.ceil(width / GLYPH.width);
  const cells = columns * Math.ceil(height / GLYPH.height);
  // A cell is a letter, made of seven strokes, or the space between words.
  const letters = Array.from({ length: cells }, () =>
    Array.from({ length: 7 }, () => GLYPH.strokes[Math.floor(random() * GLYPH.strokes.length)] ?? ''),
  );
  const spaces = letters.map((_, cell) => cell % columns < 3 || cell % columns > columns * 0.6 || random() < 0.2);
  return paint(width, height, (x, y) => {
    if (y < 24) return [50, 60, 110];
    if (x > width * 0.7 && y < height * 0.3) return [255, 205, 90];
    const [column, row] = [floor(x / GLYPH.width), floor(y / GLYPH.height)];
    const cell = row * columns + column;
    if (spaces[cell] === true || row % 5 === 4) return [255, 255, 255];
    const ink = letters[cell]?.[(y % GLYPH.height) - 4]?.[x % GLYPH.width] === 'x';
    if (!ink) return [255, 255, 255];
    return row % 5 === 0 ? [190, 20, 20] : [30, 30, 30];
  });
}

export const CORNERS = {
  topLeft: [220, 30, 30],
  topRight: [30, 200, 40],
  bottomLeft: [40, 50, 220],
  bottomRight: [230, 210, 40],
} as const;

/** Four quarters in red, green, blue and yellow, row by row: shows orientation and mirroring. */
export function quarters(width: number, height: number): Pixels {
  return paint(width, height, (x, y) => {
    const [left, top] = [x < width / 2, y < height / 2];
    if (top) return left ? CORNERS.topLeft : CORNERS.topRight;
    return left ? CORNERS.bottomLeft : CORNERS.bottomRight;
  });
}

export function plain(width: number, height: number, colour: Colour): Pixels {
  return paint(width, height, () => colour, colour.length === 4 ? 4 : 3);
}

/** Frames of one size, as an animated image in memory. */
export function animation(frames: readonly Pixels[]): ReturnType<typeof sharp> {
  const [first] = frames;
  if (first === undefined) throw new RangeError('An animation needs at least one frame.');
  const { width, height, channels } = first;
  return sharp(Buffer.concat(frames.map(({ data }) => data)), {
    raw: { width, height: height * frames.length, channels, pageHeight: height },
    pages: frames.length,
  });
}
