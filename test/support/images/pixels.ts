import { sharp } from '../../../handler/src/image/sharp.ts';
import { randomFrom } from './random.ts';

export type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

/** Uncompressed pixels, from which fixtures are encoded. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** A sharp pipeline over the pixels, to be encoded as the fixture needs. */
export function toSharp({ data, width, height, channels }: Pixels): ReturnType<typeof sharp> {
  return sharp(data, { raw: { width, height, channels } });
}

export function paint(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour,
  channels: 3 | 4 = 3,
): Pixels {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const [red, green, blue, alpha = 255] = colourAt(x, y);
      data.set([red, green, blue, alpha].slice(0, channels), at);
    }
  }
  return { data, width, height, channels };
}

/** Like a photograph: light that falls off, soft and hard shapes at every scale, and the noise of a sensor. */
export function photo(width: number, height: number, seed = 1): Pixels {
  const random = randomFrom(seed);
  const size = Math.max(width, height);
  const shapes = Array.from({ length: 60 }, () => ({
    x: random() * width,
    y: random() * height,
    radius: size * 0.25 * random() ** 2 + 2,
    softness: random() * 0.9 + 0.1,
    tint: [random() * 160 - 80, random() * 160 - 80, random() * 160 - 80] as const,
  }));
  return paint(width, height, (x, y) => {
    const light = 120 + 60 * (1 - y / height) - 30 * (x / width);
    const grain = (random() + random() + random() - 1.5) * 8;
    const colour = [light + 10 + grain, light + grain, light - 15 + grain];
    for (const shape of shapes) {
      const distance = Math.hypot(x - shape.x, y - shape.y) / shape.radius;
      if (distance >= 1) continue;
      const weight = Math.min(1, (1 - distance) / shape.softness);
      shape.tint.forEach((tint, band) => (colour[band] = (colour[band] ?? 0) + tint * weight));
    }
    const [red = 0, green = 0, blue = 0] = colour.map((value) => Math.max(0, Math.min(255, value)));
    return [red, green, blue];
  });
}

/** Like a screenshot: a title bar, a button, and lines of small dark and red letters on white. */
export function screenshot(width: number, height: number): Pixels {
  const random = randomFrom(7);
  const letters = Array.from({ length: 26 }, () => Array.from({ length: 35 }, () => random() < 0.45));
  const text = Array.from({ length: Math.ceil(width / 7) * Math.ceil(height / 14) }, () => Math.floor(random() * 33));
  return paint(width, height, (x, y) => {
    if (y < 24) return [50, 60, 110];
    if (x > width * 0.7 && y < height * 0.3) return [255, 205, 90];
    const [column, row] = [Math.floor(x / 7), Math.floor(y / 14)];
    const glyph = letters[text[row * Math.ceil(width / 7) + column] ?? 99];
    const [inX, inY] = [x % 7, (y % 14) - 3];
    const ink = glyph !== undefined && inX < 5 && inY >= 0 && inY < 7 && glyph[inY * 5 + inX] === true;
    if (!ink) return [255, 255, 255];
    return row % 4 === 0 ? [190, 20, 20] : [30, 30, 30];
  });
}

export const CORNERS = {
  topLeft: [220, 30, 30],
  topRight: [30, 200, 40],
  bottomLeft: [40, 50, 220],
  bottomRight: [230, 210, 40],
} as const;

/** Four quarters in red, green, blue and yellow, row by row: tells which way up, and which way round. */
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
  if (first === undefined) throw new RangeError('An animation has at least one frame.');
  const { width, height, channels } = first;
  return sharp(Buffer.concat(frames.map(({ data }) => data)), {
    raw: { width, height: height * frames.length, channels, pageHeight: height },
    pages: frames.length,
  });
}
