import { expect } from '@jest/globals';

import { decode } from '../../../handler/src/image/decode.ts';
import { probe } from '../../../handler/src/image/probe.ts';
import type { Raster } from '../../../handler/src/image/raster.ts';
import { BLOCK } from './heic.ts';
import type { Colour } from './pixels.ts';
import { LIMITS_WITH_HEIC } from './presets.ts';

/** What it is decoded to, at its full size. */
export async function raster(bytes: Uint8Array): Promise<Raster> {
  const probed = await probe(bytes, LIMITS_WITH_HEIC);
  return (await decode(bytes, probed, probed.size, false, LIMITS_WITH_HEIC)).raster;
}

/** Colours in the middle of each block. */
export function middles({ data, width, height, channels }: Raster): number[][] {
  const found: number[][] = [];
  for (let y = BLOCK / 2; y < height; y += BLOCK) {
    for (let x = BLOCK / 2; x < width; x += BLOCK) {
      found.push([...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)]);
    }
  }
  return found;
}

/** @param expected of three bands or four; alpha is 255 if it is absent. */
export function expectNear(found: readonly number[][], expected: readonly Colour[], tolerance = 2): void {
  const distances = found.map((colour, at) =>
    Math.max(...colour.map((value, band) => Math.abs(value - (expected[at]?.[band] ?? 255)))),
  );
  expect(found).toHaveLength(expected.length);
  expect(Math.max(...distances)).toBeLessThanOrEqual(tolerance);
}
