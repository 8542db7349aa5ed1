import type { Shape } from './geometry.ts';
import type { Size } from './raster.ts';

/**
 * How much larger a level must be to feed another one. At a factor of two, what a second resize adds (46 dB against one
 * from the full original, over three photographs) lies far below what JPEG at quality 80 adds (28 to 37 dB).
 */
const FEEDS = 2;

/** Where the pixels of all presets come from: a function of the presets alone, not of those that are asked for. */
export interface LevelPlan {
  /** The whole original at the smallest scale that suffices for every level: what is decoded, once. */
  readonly base: Size;
  /** Each level, and the larger one that it is reduced from. The base itself may be among them. */
  readonly levels: readonly Level[];
}

export interface Level {
  readonly size: Size;
  readonly from: Size;
}

/** Decoding happens even for nobody, to find damage: then this many pixels a side will do. */
const LEAST_DECODED_SIDE = 16;

export function planLevels(original: Size, shapes: readonly Shape[]): LevelPlan {
  const sizes = distinct(shapes.map(({ level }) => level));
  const base = {
    width: Math.max(Math.min(original.width, LEAST_DECODED_SIDE), ...sizes.map(({ width }) => width)),
    height: Math.max(Math.min(original.height, LEAST_DECODED_SIDE), ...sizes.map(({ height }) => height)),
  };
  return { base, levels: sizes.map((size) => ({ size, from: feeder(size, [base, ...sizes]) })) };
}

/** The smallest that is large enough, or else the base, which comes first. */
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
