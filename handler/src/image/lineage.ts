import { MAX_DIMENSION } from '../options.ts';
import type { Presets } from '../presets.ts';
import { type Shape, shapeOf } from './geometry.ts';
import { type LevelPlan, planLevels, sameSize, sizeKey } from './levels.ts';
import type { Size } from './raster.ts';
import type { ImageInfo, Limits } from './types.ts';

/** Presets whose images are made from the same decoded frames, and how. */
export interface PlannedGroup {
  readonly presets: Presets;
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly plan: LevelPlan;
}

/** What the sizes of images follow from, apart from the presets. */
export type Source = Pick<ImageInfo, 'width' | 'height' | 'frames'>;

/** Whether this preset keeps the animation of an original with so many frames. */
export const isMoving = (frames: number, presets: Presets, name: string): boolean =>
  frames > 1 && presets[name]?.animated === true;

/** Longest edge of an output, in pixels. */
export const longestEdge = ({ dimension }: Pick<Limits, 'dimension'>): number => Math.min(dimension, MAX_DIMENSION);

/** The presets that are made from all frames, or those that are made from the first. */
export function planGroup(
  { width, height, frames }: Source,
  all: Presets,
  moving: boolean,
  { dimension }: Pick<Limits, 'dimension'>,
): PlannedGroup {
  const original = { width, height };
  const presets = Object.fromEntries(Object.entries(all).filter(([name]) => isMoving(frames, all, name) === moving));
  const edge = longestEdge({ dimension });
  const shapes = new Map(Object.entries(presets).map(([name, each]) => [name, shapeOf(original, each, edge)]));
  return { presets, shapes, plan: planLevels(original, [...shapes.values()]) };
}

/**
 * Everything about an image that follows from the other presets and the size of the original. Two makes in which the
 * options and the lineage of a preset are the same give the same bytes: presets share what is decoded, and a small one
 * is reduced from a larger one, so that a preset's bytes may change with its neighbours.
 */
export interface Lineage {
  readonly shape: Shape;
  /** The sizes from which it is reduced, one from the other, its own first. */
  readonly levels: readonly Size[];
  /** What the decoder was asked for, of stills and of animations: it tells whether anything is transparent or damaged. */
  readonly bases: readonly Size[];
}

/** The lineage of each preset's image, by name, where all are made together. */
export function lineagesOf(
  source: Source,
  presets: Presets,
  limits: Pick<Limits, 'dimension'>,
): ReadonlyMap<string, Lineage> {
  const groups = [false, true]
    .map((moving) => planGroup(source, presets, moving, limits))
    .filter(({ shapes }) => shapes.size > 0);
  const bases = groups.map(({ plan }) => plan.base);
  return new Map(
    groups.flatMap(({ shapes, plan }) =>
      [...shapes].map(([name, shape]): [string, Lineage] => [
        name,
        { shape, levels: levelsFrom(shape.level, plan), bases },
      ]),
    ),
  );
}

function levelsFrom(size: Size, { base, levels }: LevelPlan): Size[] {
  const sources = new Map(levels.map(({ size: each, from }) => [sizeKey(each), from]));
  const chain = [size];
  // Each level is reduced from one of at least twice its size, or from the base, where every chain ends.
  for (let at = size; !sameSize(at, base);) {
    at = sources.get(sizeKey(at)) ?? base;
    chain.push(at);
  }
  return chain;
}
