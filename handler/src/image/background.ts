import type { Preset } from '../presets.ts';
import { dominantColour } from './placeholder.ts';
import { firstFrame, lay, type Offset, pad, type Raster, type Size, withAlpha } from './raster.ts';
import { pipeline, resize } from './resize.ts';

type Background = Preset['background'];

/** Longest side, in pixels, of the picture whose colours are counted: enough for the most frequent one. */
const COUNTED_SIDE = 32;

/** Longest side, in pixels, of the picture that is blurred, and the blur's sigma in it: a twentieth of the canvas. */
const BLURRED_SIDE = 64;
const BLUR_SIGMA = 3.2;

/** A colour as it is, or the picture's dominant one. A blurred picture has none, so the dominant one represents it. */
export async function colourOf(background: Background, raster: Raster): Promise<string> {
  if (background.startsWith('#')) return background;
  return dominantColour(withAlpha(await resize(firstFrame(raster), within(raster, COUNTED_SIDE))).data);
}

/** Each frame at `at` on a canvas of `size`, in the background that was chosen. */
export async function padWith(raster: Raster, size: Size, at: Offset, background: Background): Promise<Raster> {
  if (size.width === raster.width && size.height === raster.height) return raster;
  const colour = await colourOf(background, raster);
  return background === 'blur' ? lay(raster, await blurred(raster, size, colour), at) : pad(raster, size, at, colour);
}

/** The first frame, filling the canvas and blurred: smooth, so a small one is as good as a large one. Opaque. */
async function blurred(raster: Raster, size: Size, colour: string): Promise<Raster> {
  const small = within(size, BLURRED_SIDE);
  const data = await pipeline(firstFrame(raster))
    .flatten({ background: colour })
    .resize({ ...small, fit: 'cover' })
    .blur(BLUR_SIGMA)
    .raw()
    .toBuffer();
  const canvas = await resize({ ...small, channels: 3, frames: 1, data }, size);
  return raster.channels === 4 ? withAlpha(canvas) : canvas;
}

function within({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
