import type { Raster } from '../raster.ts';

/** What a photograph's quality is chosen by. Each is in 65,536ths, so that equal pixels give equal bytes everywhere. */
export interface Texture {
  /** Detail: mean of log₂(1 + |dx| + |dy|) of luma, the differences to the pixels on the right and below. */
  readonly detail: number;
  /** Contrast: mean of log₂(1 + variance) of 4 × 4 windows at a quarter of the size. */
  readonly contrast: number;
  /** Share of pixels with a luma under 40. */
  readonly dark: number;
  /** Share of 4 × 4 windows at half the size with a variance under 2: sky, walls, blur. */
  readonly flat: number;
}

export const ONE = 65_536;

const DARK = 40;
const FLAT_VARIANCE = 2;
const WINDOW = 4;

/**
 * Of an opaque still of at least 32 × 32 pixels. Each of its loops is in a function of arrays and numbers: V8 drops what it
 * has compiled for objects when the last of their shape is collected, and compiling took 34 ms a picture.
 */
export function textureOf({ data, width, height, channels }: Raster): Texture {
  const luma = lumaOf(data, width * height, channels);
  const half = halved(luma, width, height);
  const quarter = halved(half, width >> 1, height >> 1);
  return {
    detail: detailOf(luma, width, height),
    contrast: contrastOf(windowsOf(quarter, width >> 2, height >> 2)),
    dark: shareBelow(DARK, luma),
    flat: shareBelow(FLAT_VARIANCE * WINDOW ** 4, windowsOf(half, width >> 1, height >> 1)),
  };
}

function shareBelow(least: number, values: Uint8Array | Uint32Array): number {
  let below = 0;
  for (let at = 0; at < values.length; at++) if ((values[at] ?? 0) < least) below++;
  return Math.floor((below * ONE) / values.length);
}

function contrastOf(spreads: Uint32Array): number {
  let contrast = 0;
  for (let at = 0; at < spreads.length; at++) contrast += log2(WINDOW ** 4 + (spreads[at] ?? 0)) - log2(WINDOW ** 4);
  return Math.floor(contrast / spreads.length);
}

/** BT.601, in integers. */
function lumaOf(data: Uint8Array, pixels: number, channels: number): Uint8Array {
  const luma = new Uint8Array(pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += channels) {
    luma[pixel] = (77 * (data[at] ?? 0) + 150 * (data[at + 1] ?? 0) + 29 * (data[at + 2] ?? 0)) >> 8;
  }
  return luma;
}

function detailOf(luma: Uint8Array, width: number, height: number): number {
  const logarithms = new Uint32Array(511);
  for (let sum = 0; sum < logarithms.length; sum++) logarithms[sum] = log2(1 + sum);
  let total = 0;
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0, at = y * width; x < width - 1; x++, at++) {
      const here = luma[at] ?? 0;
      const sum = Math.abs((luma[at + 1] ?? 0) - here) + Math.abs((luma[at + width] ?? 0) - here);
      total += logarithms[sum] ?? 0;
    }
  }
  return Math.floor(total / ((width - 1) * (height - 1)));
}

/** Means of 2 × 2 pixels, rounded. */
function halved(luma: Uint8Array, width: number, height: number): Uint8Array {
  const columns = width >> 1;
  const rows = height >> 1;
  const half = new Uint8Array(columns * rows);
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0, at = 2 * y * width; x < columns; x++, at += 2, to++) {
      const sum = (luma[at] ?? 0) + (luma[at + 1] ?? 0) + (luma[at + width] ?? 0) + (luma[at + width + 1] ?? 0);
      half[to] = (sum + 2) >> 2;
    }
  }
  return half;
}

/** The variance of each whole window of 4 × 4 pixels, times 256: an integer. */
function windowsOf(luma: Uint8Array, width: number, height: number): Uint32Array {
  const spreads = new Uint32Array(Math.floor(width / WINDOW) * Math.floor(height / WINDOW));
  let to = 0;
  for (let top = 0; top + WINDOW <= height; top += WINDOW) {
    for (let left = 0; left + WINDOW <= width; left += WINDOW) {
      let sum = 0;
      let squares = 0;
      for (let y = top; y < top + WINDOW; y++) {
        for (let at = y * width + left; at < y * width + left + WINDOW; at++) {
          const value = luma[at] ?? 0;
          sum += value;
          squares += value * value;
        }
      }
      spreads[to++] = WINDOW ** 2 * squares - sum * sum;
    }
  }
  return spreads;
}

/**
 * The binary logarithm of an integer from 1 to 2³¹, in 65,536ths: bit by bit, since engines may round `Math.log2`
 * differently.
 */
export function log2(value: number): number {
  const exponent = 31 - Math.clz32(value);
  let mantissa = exponent > 15 ? value >>> (exponent - 15) : value << (15 - exponent);
  let result = exponent * ONE;
  for (let bit = ONE / 2; bit >= 1; bit /= 2) {
    mantissa = Math.floor((mantissa * mantissa) / 32_768);
    if (mantissa < ONE) continue;
    mantissa >>>= 1;
    result += bit;
  }
  return result;
}
