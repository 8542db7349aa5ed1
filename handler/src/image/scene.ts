import type { Preset, Presets } from '../presets.ts';
import { shapeOf } from './geometry.ts';
import { lazily } from './lazily.ts';
import { planOf, sameSize, sizeKey } from './levels.ts';
import { isStrategy, offsetOf } from './position.ts';
import { crop, pad, type Raster, type Size } from './raster.ts';
import { locate, resize } from './resize.ts';

/** The picture of one preset, as it is encoded. */
export type Picture = (preset: string) => Promise<Raster>;

/**
 * Plans for all presets, decodes once, and resizes only for those whose picture is asked for.
 *
 * @param original upright size
 * @param edge longest edge of an output, in pixels
 * @param decode the whole original at a size
 */
export async function picturesOf(
  original: Size,
  presets: Presets,
  edge: number,
  decode: (size: Size) => Promise<Raster>,
): Promise<Picture> {
  const shapes = new Map(Object.entries(presets).map(([name, each]) => [name, shapeOf(original, each, edge)]));
  const plan = planOf(original, [...shapes.values()]);
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
    const part = await cropped(await level(shape.level), shape.crop, preset);
    const offset = offsetOf(preset.position, shape.canvas, shape.picture);
    return pad(await resize(part, shape.picture), shape.canvas, offset, preset.background);
  };
}

async function cropped(whole: Raster, size: Size, { position }: Preset): Promise<Raster> {
  if (sameSize(whole, size)) return whole;
  const offset = isStrategy(position) ? await locate(whole, size, position) : offsetOf(position, whole, size);
  return crop(whole, size, offset);
}
