import { LARGEST_EDGE, type Presets } from '../presets.ts';
import { decode } from './decode.ts';
import type { Probed } from './probe.ts';
import { type Picture, picturesOf } from './scene.ts';
import type { Limits } from './types.ts';

export interface Scenes {
  readonly picture: Picture;
  /** Whether anything is transparent. */
  readonly alpha: boolean;
  readonly degraded: boolean;
}

/**
 * Stills come from the first frame, animations from all: two plans, each decoded once, and only if it is wanted.
 *
 * @param wanted names of presets; where there is none, the original is decoded all the same, to find damage.
 */
export async function decodeScenes(
  bytes: Uint8Array,
  probed: Probed,
  presets: Presets,
  limits: Limits,
  wanted: readonly string[],
): Promise<Scenes> {
  const moves = (name: string): boolean => probed.frames > 1 && presets[name]?.animated === true;
  const edge = Math.min(limits.edge, LARGEST_EDGE);
  let [alpha, degraded] = [false, false];
  const open = async (moving: boolean): Promise<Picture> => {
    const group = Object.fromEntries(Object.entries(presets).filter(([name]) => moves(name) === moving));
    return picturesOf(probed.size, group, edge, async (size) => {
      const decoded = await decode(bytes, probed, size, moving, limits);
      alpha ||= decoded.raster.channels === 4;
      degraded ||= decoded.degraded;
      return decoded.raster;
    });
  };
  const kinds = wanted.length === 0 ? [false] : [...new Set(wanted.map(moves))];
  const pictures = new Map<boolean, Picture>();
  for (const moving of kinds) pictures.set(moving, await open(moving));
  const picture: Picture = (name) => {
    const scene = pictures.get(moves(name));
    if (scene === undefined) throw new RangeError(`Preset ${name} was not wanted.`);
    return scene(name);
  };
  return { picture, alpha, degraded };
}
