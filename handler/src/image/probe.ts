import { checkChannels, checkFrames, checkSize } from './inspect/check.ts';
import { inspect } from './inspect/index.ts';
import type { Size } from './raster.ts';
import { sharp } from './sharp.ts';
import { type FailOn, forgiving } from './strictness.ts';
import type { Limits, SourceFormat } from './types.ts';

/** The encoder's maximum, in milliseconds; a GIF can show a frame ten times as long. */
const LONGEST_DELAY_MS = 65_535;

/** What is known of an original before its pixels are decoded. */
export interface Probed {
  readonly format: SourceFormat;
  /** Upright size. */
  readonly size: Size;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  /** Frames of an animation; 1 for everything else, including multi-page files and stacks. */
  readonly frames: number;
  /** Milliseconds per frame. */
  readonly delays: readonly number[];
  /** How often the animation plays; 0 for an endless loop. */
  readonly loop: number;
  /** 16 bits per channel with a colour profile of its own. */
  readonly deepProfile: boolean;
  readonly failOn: FailOn;
}

/** @throws {Rejection} if it is not an image of an allowed format, is damaged, or exceeds a limit. */
export async function probe(bytes: Uint8Array, limits: Limits): Promise<Probed> {
  const { format, frames: promised } = inspect(bytes, limits);
  // A GIF or WebP is counted frame by frame, here and by the check below, never as one tall image.
  const { value: found, failOn } = await forgiving(format, (failOn) =>
    sharp(bytes, { failOn, limitInputPixels: limits.pixels }).metadata(),
  );
  const frames = promised > 1 ? (found.pages ?? 1) : 1;
  // The decoder's own values are checked too, because the decoder allocates the memory.
  checkSize(format, found.width, found.height, limits);
  checkChannels(format, found.channels, limits);
  checkFrames(format, found, frames, limits);
  return {
    format,
    size: found.autoOrient,
    orientation: found.orientation ?? 1,
    frames,
    delays: (found.delay ?? []).map((ms) => Math.min(ms, LONGEST_DELAY_MS)),
    loop: found.loop ?? 0,
    deepProfile: found.space === 'rgb16' && found.hasProfile,
    failOn,
  };
}
