import type { Sharp } from 'sharp';

import { type ContentType, contentTypeOf, type OutputFormat } from '../../formats.ts';
import { pngWithXmp } from './png-xmp.ts';

/** One image in one format, as browsers receive it. */
export interface Encoded {
  readonly contentType: ContentType;
  readonly frames: number;
  readonly bytes: Uint8Array;
}

/** What a file has besides its pixels. */
export interface Extras {
  readonly frames?: number;
  /** A packet of XMP, the only metadata there may be: sharp writes none unless it is told to. */
  readonly xmp?: string | undefined;
}

/** Runs the pipeline. */
export async function encoded(format: OutputFormat, image: Sharp, { frames = 1, xmp }: Extras = {}): Promise<Encoded> {
  const written = xmp === undefined || format === 'png' ? image : image.withXmp(xmp);
  const { buffer, byteOffset, length } = await written.toBuffer();
  // A plain view: a Buffer would not survive a structured clone as one.
  const bytes = new Uint8Array(buffer, byteOffset, length);
  return {
    contentType: contentTypeOf(format),
    frames,
    bytes: xmp !== undefined && format === 'png' ? pngWithXmp(bytes, xmp) : bytes,
  };
}

/**
 * What a file of another quality has to be smaller than, as a share of the preset's own, to take its place. JPEG at
 * quality 80 is 3 to 8 points of SSIMULACRA2 worse than WebP at 84 where it is a tenth smaller: that is no saving.
 */
const CLEARLY_SMALLER = 0.85;

/**
 * The file in the format that was asked for, unless another is a better choice: a PNG, which loses nothing, if it is
 * smaller at all, and any other if it is clearly smaller.
 */
export function unlessSmaller(own: Encoded, ...others: readonly Encoded[]): Encoded {
  const better = others.filter(({ contentType, bytes }) => {
    const share = contentType === 'image/png' ? 1 : CLEARLY_SMALLER;
    return bytes.length < share * own.bytes.length;
  });
  return better.length === 0 ? own : smallest(...(better as [Encoded, ...Encoded[]]));
}

/** The first of the smallest. */
export function smallest(first: Encoded, ...others: readonly Encoded[]): Encoded {
  return others.reduce((best, each) => (each.bytes.length < best.bytes.length ? each : best), first);
}
