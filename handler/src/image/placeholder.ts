import { rgbaToThumbHash } from 'thumbhash';

import { firstFrame, type Raster, type Size, withAlpha } from './raster.ts';
import { resize } from './resize.ts';
import type { Placeholder } from './types.ts';

/**
 * Longest side of what a placeholder is made from, in pixels. A thumbhash keeps at most seven waves in a direction, for
 * which 32 pixels are plenty, and its cost grows with their number.
 */
const SIDE = 32;

/** Levels of each channel in the histogram of colours: 4 bits tell sky from sea, and forgive noise. */
const LEVELS = 16;

/**
 * What a page can show until the image is there, of an animation's first frame. Deterministic: the same pixels give the
 * same texts; how many pixels were decoded depends on the presets, and can change a last bit. An original keeps what its
 * first presets gave it, as long as any of its variants is kept. Takes one to two milliseconds for a picture of 1,600 × 1,200.
 *
 * @param raster the whole picture, upright, of any size; its aspect ratio may differ from the original's
 * @param original upright size
 */
export async function placeholderOf(raster: Raster, original: Size): Promise<Placeholder> {
  const scale = Math.min(1, SIDE / Math.max(original.width, original.height));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const [width, height] = [side(original.width), side(original.height)];
  const { data: rgba } = withAlpha(await resize(firstFrame(raster), { width, height }));
  return {
    thumbhash: Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64'),
    colour: dominantColour(rgba),
  };
}

/**
 * The mean of the most frequent group of similar colours, as `#rrggbb`. Pixels count by their opacity, so that the black
 * or white behind a transparent logo does not; of equally frequent groups the darker one is taken, and white for a
 * picture without a visible pixel.
 */
export function dominantColour(rgba: Uint8Array): string {
  const groups = new Map<number, { weight: number; sums: [number, number, number] }>();
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, weight = 0] = rgba.subarray(at, at + 4);
    const level = (value: number): number => Math.floor((value * LEVELS) / 256);
    const key = (level(red) * LEVELS + level(green)) * LEVELS + level(blue);
    const group = groups.get(key) ?? { weight: 0, sums: [0, 0, 0] };
    group.weight += weight;
    group.sums = [group.sums[0] + red * weight, group.sums[1] + green * weight, group.sums[2] + blue * weight];
    groups.set(key, group);
  }
  const [largest] = [...groups].sort(([a, one], [b, other]) => other.weight - one.weight || a - b);
  if (largest === undefined || largest[1].weight === 0) return '#ffffff';
  const { weight, sums } = largest[1];
  return `#${sums
    .map((sum) =>
      Math.round(sum / weight)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
