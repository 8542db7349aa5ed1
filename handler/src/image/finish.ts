import type { Preset } from '../presets.ts';
import { padWith } from './background.ts';
import { roundCorners } from './corners.ts';
import type { Shape } from './geometry.ts';
import { grayscale } from './grayscale.ts';
import { offsetOf } from './position.ts';
import type { Raster } from './raster.ts';
import { sharpen } from './sharpen.ts';

/** What happens to a picture at its final size: sharpen → grey → pad → corners. */
export async function finish(picture: Raster, { canvas }: Pick<Shape, 'canvas'>, preset: Preset): Promise<Raster> {
  const sharp = await sharpen(picture, preset.sharpen);
  const toned = preset.grayscale ? grayscale(sharp) : sharp;
  const padded = await padWith(toned, canvas, offsetOf(preset.position, canvas, toned), preset.background);
  return roundCorners(padded, preset.corners);
}
