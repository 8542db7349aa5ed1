import { sharp } from '../../../handler/src/image/sharp.ts';
import type { Pixels } from './pixels.ts';

/** The pixels that a browser would paint: sRGB, with alpha if present, and all frames stacked vertically. */
export async function decoded(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { animated: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
}

/** Red, green, blue (and alpha) of one pixel, given as a share of width and height. */
export function at({ data, width, height, channels }: Pixels, x: number, y: number): number[] {
  const start = (Math.floor(y * height) * width + Math.floor(x * width)) * channels;
  return [...data.subarray(start, start + channels)];
}

/** Largest difference of any expected band. */
export function distance(actual: readonly number[], expected: readonly number[]): number {
  return Math.max(...expected.map((value, band) => Math.abs(value - (actual[band] ?? NaN))));
}

/** Peak signal-to-noise ratio in dB over all bands; Infinity if nothing differs. */
export function psnr(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) {
    throw new Error(`${shape(a)} cannot be compared with ${shape(b)}.`);
  }
  const sum = a.data.reduce((total, value, index) => total + (value - (b.data[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (sum / a.data.length));
}

function shape({ width, height, channels }: Pixels): string {
  return `${width} × ${height} × ${channels}`;
}
