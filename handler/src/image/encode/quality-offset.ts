import type { Raster } from '../raster.ts';
import { log2, ONE, type Texture, textureOf } from './texture.ts';

/** Smaller pictures have too few windows to judge by, and few bytes to gain. */
const LEAST_SIDE = 64;

/** How far from the table's quality a photograph's may be. */
const LOWEST = -8;
const HIGHEST = 6;

/**
 * What to add to the quality at which an AVIF, or a JPEG by mozjpeg, is encoded, so that photographs look equally good: at
 * one quality, SSIMULACRA2 gives 65 to 90 points, fewest where dense detail has little contrast (foliage at dusk, gravel,
 * fabric), most where edges are strong and areas smooth.
 *
 * Fitted to the quality at which 32 photographs reach 77 points, and damped, as the quality that a photograph needs is
 * known to ± 3 at best. Where most is dark, the quality is never lowered: what detail there is lies in shadows, of which
 * AVIF loses more than the means tell. What it gains on photographs that it was not fitted to is in bench/QUALITY.md.
 */
export function qualityOffset(raster: Raster): number {
  const { width, height, channels, frames } = raster;
  if (channels !== 3 || frames > 1 || Math.min(width, height) < LEAST_SIDE) return 0;
  return offsetOf(textureOf(raster));
}

/** In integers, but for a division: equal pixels give an equal quality on every engine. */
export function offsetOf({ detail, contrast, dark, flat }: Texture): number {
  const logDetail = log2(Math.max(1, detail)) - 16 * ONE;
  const logDark = log2(dark + ONE / 1024) - 16 * ONE;
  // What the photograph needs beyond quality 64, in 65,536,000ths.
  const need = -8260 * ONE + 19_010 * logDetail - 3790 * contrast + 405 * logDark - 1420 * flat;
  const damped = Math.floor((2 * need) / (5 * 1000 * ONE) + 0.5);
  return Math.min(HIGHEST, Math.max(dark > ONE / 2 ? 0 : LOWEST, damped));
}
