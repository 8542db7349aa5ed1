import type { Preset } from '../presets.ts';
import { frameOf, type Raster } from './raster.ts';
import { pipeline } from './resize.ts';

/*
 * An unsharp mask in LAB's lightness. `m1: 0` leaves flat areas alone: skin, sky and their noise. Measured on two
 * photographs and a drawing, reduced to 400 and 1,200 px: how much steeper the steepest twentieth of the pixels becomes,
 * how many pixels are more than 10 levels beyond their neighbours before (halos), and the bytes of a JPEG at quality 80.
 *
 *             steeper     halos       bytes
 *   light     3 to 18 %   ≤ 2.4 %    +1 to 8 %
 *   strong   11 to 39 %   ≤ 9.4 %    +7 to 20 %
 *
 * What goes further (sigma 1, m2 3) lifts the grain of flat areas by up to 68 %.
 */
const STRENGTHS = {
  light: { sigma: 0.5, m1: 0, m2: 2 },
  strong: { sigma: 0.8, m1: 0, m2: 2 },
} as const;

/** Each frame by itself: the mask reaches over the edge of a picture, where the next frame begins. */
export async function sharpen(raster: Raster, strength: Preset['sharpen']): Promise<Raster> {
  if (strength === 'none') return raster;
  const frames: Buffer[] = [];
  for (let index = 0; index < raster.frames; index++) {
    frames.push(await pipeline(frameOf(raster, index)).sharpen(STRENGTHS[strength]).raw().toBuffer());
  }
  return { ...raster, data: frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames) };
}
