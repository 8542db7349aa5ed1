import type { Point } from '../focal-point.ts';
import type { Preset, Presets } from '../presets.ts';
import { decode } from './decode.ts';
import { finish, type MarkOf } from './finish.ts';
import { lazily } from './lazily.ts';
import { sameSize, sizeKey } from './levels.ts';
import { isMoving, planGroup, type PlannedGroup } from './lineage.ts';
import { isStrategy, offsetAround, offsetOf } from './position.ts';
import type { Probed } from './probe.ts';
import { crop, type Raster, type Size } from './raster.ts';
import { locate, resize } from './resize.ts';
import type { Limits } from './types.ts';

/*
 * The steps of processing an image: inspect → probe → plan levels → decode → reduce by levels → crop → resize →
 * finish → encode. The first step is in inspect/, the last in encode/; this file combines the ones in between.
 */

/** The image of one preset, ready to be encoded. */
export type Picture = (preset: string) => Promise<Raster>;

export interface Pictures {
  readonly picture: Picture;
  /** The whole image, upright, at the size that it was decoded to: the first frame of one, or all of them. */
  readonly whole: Raster;
  /** Whether any pixel is transparent. */
  readonly alpha: boolean;
  readonly degraded: boolean;
}

/**
 * Stills are made from the first frame, animations from all: two plans, each decoded once, and only if needed.
 *
 * @param focus the focal point, if it is known
 * @param wanted names of presets; if empty, the original is decoded all the same, to find damage.
 * @param markOf the mark of an overlay
 */
export async function decodePictures(
  bytes: Uint8Array,
  probed: Probed,
  presets: Presets,
  limits: Limits,
  focus: Point | undefined,
  wanted: readonly string[],
  markOf: MarkOf,
): Promise<Pictures> {
  const moves = (name: string): boolean => isMoving(probed.frames, presets, name);
  let alpha = false;
  let degraded = false;
  let whole: Raster | undefined;
  const open = async (moving: boolean): Promise<Picture> => {
    const group = planGroup({ ...probed.size, frames: probed.frames }, presets, moving, limits);
    return picturesOf(group, focus, markOf, async (size) => {
      const decoded = await decode(bytes, probed, size, moving, limits);
      alpha ||= decoded.raster.channels === 4;
      degraded ||= decoded.degraded;
      whole ??= decoded.raster;
      return decoded.raster;
    });
  };
  const kinds = wanted.length === 0 ? [false] : [...new Set(wanted.map(moves))];
  const pictures = new Map<boolean, Picture>();
  for (const moving of kinds) pictures.set(moving, await open(moving));
  const picture: Picture = (name) => {
    const found = pictures.get(moves(name));
    if (found === undefined) throw new RangeError(`Preset ${name} was not wanted.`);
    return found(name);
  };
  if (whole === undefined) throw new Error('Nothing was decoded.');
  return { picture, whole, alpha, degraded };
}

/**
 * Decodes once for all presets of the group, and resizes only for those whose image is requested.
 *
 * @param decode decodes the whole original at a size
 */
async function picturesOf(
  { presets, shapes, plan }: PlannedGroup,
  focus: Point | undefined,
  markOf: MarkOf,
  decode: (size: Size) => Promise<Raster>,
): Promise<Picture> {
  const base = await decode(plan.base);
  const levels = new Map<string, () => Promise<Raster>>();
  const level = (size: Size): Promise<Raster> => levels.get(sizeKey(size))?.() ?? Promise.resolve(base);
  for (const { size, from } of plan.levels) {
    if (sameSize(size, plan.base)) continue;
    levels.set(
      sizeKey(size),
      lazily(async () => resize(await level(from), size)),
    );
  }
  return async (name) => {
    const [preset, shape] = [presets[name], shapes.get(name)];
    if (preset === undefined || shape === undefined) throw new RangeError(`No preset ${name} was planned.`);
    const part = await cropped(await level(shape.level), shape.crop, preset, focus);
    return finish(await resize(part, shape.picture), shape, preset, markOf);
  };
}

async function cropped(whole: Raster, size: Size, { position }: Preset, focus: Point | undefined): Promise<Raster> {
  if (sameSize(whole, size)) return whole;
  if (position === 'focal' && focus !== undefined) return crop(whole, size, offsetAround(focus, whole, size));
  const strategy = position === 'focal' ? 'attention' : position;
  const offset = isStrategy(strategy) ? await locate(whole, size, strategy) : offsetOf(strategy, whole, size);
  return crop(whole, size, offset);
}
