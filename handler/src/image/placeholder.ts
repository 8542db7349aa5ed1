import type { Raster, Size } from './raster.ts';
import { thumbhashOf } from './thumbhash.ts';
import type { Placeholder } from './types.ts';

/**
 * Longest side of what a placeholder is made from, in pixels. A thumbhash keeps at most seven half waves in a direction,
 * which need twice as many pixels, and its cost grows with their number: over 47 pictures, those from 32 are no nearer to
 * the picture (an RMS of 34.9 levels, and 35.0 from 14), and take V8 four times as long where it has not compiled them.
 */
const SIDE = 14;

/**
 * Pixels read in each direction for one of those. The mean of a few tells the colour of an area well enough for what is
 * only shown blurred: over those pictures, the thumbhash is as near to the picture as from a resize, which reads all of it.
 */
const SAMPLES = 4;

/** Levels of each channel in the histogram of colours: 4 bits tell sky from sea, and forgive noise. */
const LEVELS = 16;

/**
 * What a page can show until the image is there, of an animation's first frame. Deterministic: the same pixels give the
 * same texts; how many pixels were decoded depends on the presets, and can change a last bit. An original keeps what its
 * first presets gave it, as long as any of its variants is kept.
 *
 * @param raster the whole picture, upright, of any size; its aspect ratio may differ from the original's
 * @param original upright size
 */
export function placeholderOf(raster: Raster, original: Size): Placeholder {
  const scale = Math.min(1, SIDE / Math.max(original.width, original.height));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const [width, height] = [side(original.width), side(original.height)];
  const rgba = reduced(raster, { width, height });
  return {
    thumbhash: Buffer.from(thumbhashOf(width, height, rgba)).toString('base64'),
    colour: dominantColour(rgba),
  };
}

/** The first frame in that size, with alpha. */
function reduced({ data, channels, width, height }: Raster, size: Size): Uint8Array {
  return means(data, channels, width * channels, offsets(width, size.width), offsets(height, size.height));
}

/** Where the samples of all pixels of a shorter side are on one of that length. */
function offsets(length: number, pixels: number): Uint32Array {
  const samples = pixels * SAMPLES;
  return Uint32Array.from({ length: samples }, (_, index) => Math.floor(((index + 0.5) * length) / samples));
}

/**
 * Of each pixel's area, the mean of evenly spaced samples, in which colours count by their opacity. Plain loops over
 * arrays: V8 has rarely compiled this, and keeps what it has compiled as long as it knows of no other object's shape.
 *
 * @param line bytes of a row of pixels
 */
function means(
  pixels: Uint8Array,
  channels: number,
  line: number,
  columns: Uint32Array,
  rows: Uint32Array,
): Uint8Array {
  const rgba = new Uint8Array((4 * columns.length * rows.length) / SAMPLES ** 2);
  for (let to = 0, row = 0; row < rows.length; row += SAMPLES) {
    for (let column = 0; column < columns.length; column += SAMPLES, to += 4) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let opacity = 0;
      for (let y = row; y < row + SAMPLES; y++) {
        const start = (rows[y] ?? 0) * line;
        for (let x = column; x < column + SAMPLES; x++) {
          const at = start + (columns[x] ?? 0) * channels;
          const weight = channels === 4 ? (pixels[at + 3] ?? 0) : 255;
          red += weight * (pixels[at] ?? 0);
          green += weight * (pixels[at + 1] ?? 0);
          blue += weight * (pixels[at + 2] ?? 0);
          opacity += weight;
        }
      }
      if (opacity === 0) continue;
      rgba[to] = Math.round(red / opacity);
      rgba[to + 1] = Math.round(green / opacity);
      rgba[to + 2] = Math.round(blue / opacity);
      rgba[to + 3] = Math.round(opacity / SAMPLES ** 2);
    }
  }
  return rgba;
}

/**
 * The mean of the most frequent group of similar colours, as `#rrggbb`. Pixels count by their opacity, so that the black
 * or white behind a transparent logo does not; of equally frequent groups the darker one is taken, and white for a
 * picture without a visible pixel.
 */
export function dominantColour(rgba: Uint8Array): string {
  // Arrays of all groups: objects took twice as long where V8 has not compiled this yet.
  const weights = new Float64Array(LEVELS ** 3);
  const sums = new Float64Array(3 * LEVELS ** 3);
  let [largest, most] = [0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    const opacity = rgba[at + 3] ?? 0;
    let group = 0;
    for (let band = 0; band < 3; band++) group = group * LEVELS + Math.floor(((rgba[at + band] ?? 0) * LEVELS) / 256);
    for (let band = 0; band < 3; band++) {
      sums[3 * group + band] = (sums[3 * group + band] ?? 0) + (rgba[at + band] ?? 0) * opacity;
    }
    const weight = (weights[group] ?? 0) + opacity;
    weights[group] = weight;
    if (weight > most || (weight === most && group < largest)) [largest, most] = [group, weight];
  }
  if (most === 0) return '#ffffff';
  const mean = sums.subarray(3 * largest, 3 * largest + 3);
  return `#${Array.from(mean, (sum) =>
    Math.round(sum / most)
      .toString(16)
      .padStart(2, '0'),
  ).join('')}`;
}
