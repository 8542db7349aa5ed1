import sharp, { type Sharp } from 'sharp';

import type { Presets } from '../handler/src/presets.ts';
import { type Output, sizes } from './ways/way.ts';

export interface Luma {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const BLOCK = 8;
const STEP = 4;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

function similarity(a: Luma, b: Luma, left: number, top: number): number {
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let y = top; y < top + BLOCK; y += 1) {
    for (let i = y * a.width + left; i < y * a.width + left + BLOCK; i += 1) {
      const inA = a.pixels[i] ?? 0;
      const inB = b.pixels[i] ?? 0;
      sumA += inA;
      sumB += inB;
      squaresA += inA * inA;
      squaresB += inB * inB;
      products += inA * inB;
    }
  }
  const n = BLOCK * BLOCK;
  const meanA = sumA / n;
  const meanB = sumB / n;
  const variances = squaresA / n - meanA ** 2 + squaresB / n - meanB ** 2;
  const covariance = products / n - meanA * meanB;
  return ((2 * meanA * meanB + C1) * (2 * covariance + C2)) / ((meanA ** 2 + meanB ** 2 + C1) * (variances + C2));
}

/** Structural similarity of two images of the same size: 1 is identical. Mean over 8×8 blocks, 4 pixels apart. */
function ssim(a: Luma, b: Luma): number {
  let [sum, count] = [0, 0];
  for (let top = 0; top + BLOCK <= a.height; top += STEP) {
    for (let left = 0; left + BLOCK <= a.width; left += STEP) {
      sum += similarity(a, b, left, top);
      count += 1;
    }
  }
  return sum / count;
}

function part({ width, pixels }: Luma, left: number, top: number, size: { width: number; height: number }): Luma {
  const rows = Array.from({ length: size.height }, (_, y) => {
    const start = (top + y) * width + left;
    return pixels.subarray(start, start + size.width);
  });
  return { ...size, pixels: Buffer.concat(rows) };
}

/** The best SSIM with `b` shifted by up to a pixel: libraries round differently if a crop falls between two pixels. */
function alignedSsim(a: Luma, b: Luma): number {
  const inner = { width: a.width - 2, height: a.height - 2 };
  const still = part(a, 1, 1, inner);
  const moves = [0, 1, 2].flatMap((left) => [0, 1, 2].map((top) => ssim(still, part(b, left, top, inner))));
  return Math.max(...moves);
}

async function luma(image: Sharp): Promise<Luma> {
  const { data, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** The reference for a preset: every source pixel decoded, one Lanczos resize, not encoded. */
async function references(photo: Uint8Array, presets: Presets): Promise<Map<string, Luma>> {
  const { data, info } = await sharp(photo).autoOrient().raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const entries = sizes(presets).map(async ({ name, width, height }) => {
    const image = sharp(data, { raw, limitInputPixels: false }).resize(width, height, { fit: 'cover' });
    return [name, await luma(image)] as const;
  });
  return new Map(await Promise.all(entries));
}

const presetOf = ({ name }: Pick<Output, 'name'>): string => name.split('~')[0] ?? name;

export interface Verdict {
  /** Of the worst variant. */
  readonly ssim: number;
  /** Of all variants together. */
  readonly bytes: number;
}

/** Throws if a preset has no variant, or a variant is unexpected, or not exactly the size of its preset. */
export async function judge(
  photo: Uint8Array,
  presets: Presets,
  made: ReadonlyMap<string, readonly Output[]>,
): Promise<Map<string, Verdict>> {
  const wanted = await references(photo, presets);
  const verdicts = new Map<string, Verdict>();
  for (const [way, outputs] of made) {
    const missing = [...wanted.keys()].filter((name) => !outputs.some((output) => presetOf(output) === name));
    if (missing.length > 0) throw new Error(`(${way}) made no ${missing.join(', ')}, so they cannot be compared.`);
    const scores = outputs.map(async ({ name, bytes }) => {
      const reference = wanted.get(presetOf({ name }));
      if (reference === undefined) throw new Error(`(${way}) made ${name}, which no preset defines.`);
      const picture = await luma(sharp(bytes));
      if (picture.width !== reference.width || picture.height !== reference.height) {
        throw new Error(`(${way}) made ${name} ${picture.width}×${picture.height} px, which is not the preset's size.`);
      }
      return alignedSsim(reference, picture);
    });
    const bytes = outputs.reduce((sum, output) => sum + output.bytes.length, 0);
    verdicts.set(way, { ssim: Math.min(...(await Promise.all(scores))), bytes });
  }
  return verdicts;
}
