import type { Metadata } from 'sharp';

import type { LimitedBands } from './bands.ts';
import { checkChannels, checkFrames, checkSize } from './inspect/check.ts';
import { inspect } from './inspect/index.ts';
import type { CodedColour, Inspection } from './inspect/inspection.ts';
import type { Area, Size } from './raster.ts';
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
  /** Bits per channel, as decoded. */
  readonly bits: number;
  readonly failOn: FailOn;
  /** What the decoder is given instead of the original; absent if it gets the original (see `Inspection`). */
  readonly substitute: Uint8Array | undefined;
  /** Whether the decoder can apply the orientation. */
  readonly turns: boolean;
  readonly crop: Area | undefined;
  readonly idleChannels: number;
  readonly limited: LimitedBands;
  readonly colour: CodedColour | undefined;
  readonly gainMap: boolean;
  /** Metadata as they are in the file, if it has any: see focus.ts and rights/index.ts. */
  readonly exif: Uint8Array | undefined;
  readonly xmp: Uint8Array | undefined;
  readonly iptc: Uint8Array | undefined;
}

/** @throws {Rejection} if it is not an image of an allowed format, is damaged, or exceeds a limit. */
export async function probe(bytes: Uint8Array, limits: Limits): Promise<Probed> {
  const inspection = inspect(bytes, limits);
  const { format, frames: promised, coded } = inspection;
  const substitute =
    coded === undefined ? inspection.substitute : await (await import('./heic/index.ts')).heicToTiff(bytes, coded);
  // A GIF or WebP is counted frame by frame, here and by the check below, never as one tall image.
  const { value: found, failOn } = await forgiving(format, (failOn) =>
    sharp(substitute ?? bytes, { failOn, limitInputPixels: limits.pixels }).metadata(),
  );
  const frames = promised > 1 ? Math.min(promised, found.pages ?? 1) : 1;
  // The decoder's own values are checked too, because the decoder allocates the memory.
  checkSize(format, found.width, found.height, limits);
  checkChannels(format, found.channels, limits);
  checkFrames(format, found, frames, limits);
  return {
    format,
    ...uprightOf(found, inspection),
    frames,
    delays: (found.delay ?? []).slice(0, frames).map((ms) => Math.min(ms, LONGEST_DELAY_MS)),
    loop: found.loop ?? 0,
    deepProfile: found.space === 'rgb16' && found.hasProfile,
    bits: found.depth === 'uchar' ? 8 : (found.bitsPerSample ?? 16),
    failOn,
    substitute,
    crop: inspection.crop,
    idleChannels: inspection.idleChannels ?? 0,
    limited: inspection.limited ?? { colours: false, alpha: false },
    // The decoder applies a profile. In a PNG, code points come before a profile, in an AVIF behind it.
    colour: found.hasProfile && format !== 'png' ? undefined : inspection.colour,
    gainMap: inspection.gainMap ?? false,
    exif: found.exif ?? coded?.exif,
    xmp: found.xmp ?? coded?.xmp,
    iptc: found.iptc,
  };
}

type Found = Pick<Metadata, 'width' | 'height' | 'autoOrient' | 'orientation'>;

function uprightOf(found: Found, { turn, crop }: Inspection): Pick<Probed, 'size' | 'orientation' | 'turns'> {
  if (turn === undefined) return { size: found.autoOrient, orientation: found.orientation ?? 1, turns: true };
  const { width, height } = crop ?? found;
  return { size: turn > 4 ? { width: height, height: width } : { width, height }, orientation: turn, turns: false };
}
