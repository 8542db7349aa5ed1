import type { Overlay } from '../overlays.ts';
import type { Preset } from '../presets.ts';
import { padWith } from './background.ts';
import { roundCorners } from './corners.ts';
import type { Shape } from './geometry.ts';
import { grayscale } from './grayscale.ts';
import { layOver } from './overlay.ts';
import { offsetOf } from './position.ts';
import type { Raster } from './raster.ts';
import { sharpen } from './sharpen.ts';

/** The mark of an overlay, at its own size. */
export type MarkOf = (overlay: Overlay) => Promise<Raster>;

/**
 * What happens to a picture at its final size: sharpen → grey → pad → overlay → corners. The mark comes after the padding,
 * whose colours are the picture's alone, but is laid on the picture, not beside it.
 */
export async function finish(
  picture: Raster,
  { canvas }: Pick<Shape, 'canvas'>,
  preset: Preset,
  markOf: MarkOf,
): Promise<Raster> {
  const sharp = await sharpen(picture, preset.sharpen);
  const toned = preset.grayscale ? grayscale(sharp) : sharp;
  const at = offsetOf(preset.position, canvas, toned);
  const padded = await padWith(toned, canvas, at, preset.background);
  const { overlay } = preset;
  const area = { ...at, width: toned.width, height: toned.height };
  const marked = overlay === null ? padded : await layOver(padded, area, overlay, await markOf(overlay));
  return roundCorners(marked, preset.corners);
}
