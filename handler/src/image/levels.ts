import type { Shape } from './geometry.ts';
import type { Size } from './raster.ts';

/**
 * How much larger a level must be for another one to be reduced from it. At a factor of two, the error of a second
 * resize (46 dB against one from the full original, over three photographs) is far below that of JPEG at quality 80 (28
 * to 37 dB).
 */
const FEEDS = 2;

/** The sources of all presets' pixels: a function of the presets alone, not of the variants requested. */
export interface LevelPlan {
  /** The whole original at the smallest scale that suffices for every level. It is decoded once, at this size. */
  readonly base: Size;
  /** Each level, and the larger one from which it is reduced. The base itself may be among them. */
  readonly levels: readonly Level[];
}

export interface Level {
  readonly size: Size;
  readonly from: Size;
}

/** The original is decoded even if nothing is made from it, to find damage: then this many pixels per side suffice. */
const LEAST_DECODED_SIDE = 16;

export function planLevels(original: Size, shapes: readonly Shape[]): LevelPlan {
  const sizes = distinct(shapes.map(({ level }) => level));
  const base = {
    width: Math.max(Math.min(original.width, LEAST_DECODED_SIDE), ...sizes.map(({ width }) => width)),
    height: Math.max(Math.min(original.height, LEAST_DECODED_SIDE), ...sizes.map(({ height }) => height)),
  };
  return { base, levels: sizes.map((size) => ({ size, from: feeder(size, [base, ...sizes]) })) };
}

/** The smallest that is large enough, otherwise the base, which comes first. */
function feeder(size: Size, candidates: readonly [Size, ...Size[]]): Size {
  return candidates
    .filter(({ width, height }) => width >= FEEDS * size.width && height >= FEEDS * size.height)
    .reduce((best, each) => (area(each) < area(best) ? each : best), candidates[0]);
}

function distinct(sizes: readonly Size[]): Size[] {
  return [...new Map(sizes.map((size) => [sizeKey(size), size])).values()];
}

export function sizeKey({ width, height }: Size): string {
  return `${width}x${height}`;
}

export function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

function area({ width, height }: Size): number {
  return width * height;
}
