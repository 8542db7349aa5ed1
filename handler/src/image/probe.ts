import { checkChannels, checkFrames, checkSize } from './inspect/check.ts';
import { inspect } from './inspect/index.ts';
import type { Size } from './raster.ts';
import { sharp } from './sharp.ts';
import { type FailOn, forgiving } from './strictness.ts';
import type { Limits, SourceFormat } from './types.ts';

/** All that the encoder takes, in milliseconds; a GIF can hold a frame ten times as long. */
const LONGEST_DELAY_MS = 65_535;

/** What is known of an original before its pixels are. */
export interface Probed {
  readonly format: SourceFormat;
  /** Upright size. */
  readonly size: Size;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  /** Frames of an animation; 1 for everything else, pages and stacks included. */
  readonly frames: number;
  /** Milliseconds per frame. */
  readonly delays: readonly number[];
  /** How often the animation plays; 0: for ever. */
  readonly loop: number;
  /** 16 bits per channel with a colour profile of its own. */
  readonly deepProfile: boolean;
  readonly failOn: FailOn;
}

/** @throws {Rejection} what is not an image of an allowed format, is damaged, or passes a limit. */
export async function probe(bytes: Uint8Array, limits: Limits): Promise<Probed> {
  const { format, frames: promised } = inspect(bytes, limits);
  // A GIF or WebP is counted frame by frame, here and by the check below, never as one tall picture.
  const { value: found, failOn } = await forgiving(format, (failOn) =>
    sharp(bytes, { failOn, limitInputPixels: limits.pixels }).metadata(),
  );
  const frames = promised > 1 ? (found.pages ?? 1) : 1;
  // The decoder's own reading counts too: it is the decoder that would allocate.
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
