import type { Sharp } from 'sharp';

import { type ContentType, contentTypeOf, type OutputFormat } from '../../formats.ts';

/** One image in one format, as browsers receive it. */
export interface Encoded {
  readonly contentType: ContentType;
  readonly frames: number;
  readonly bytes: Uint8Array;
}

/** Runs the pipeline. sharp writes no metadata unless it is told to, and it never is. */
export async function encoded(format: OutputFormat, image: Sharp, frames = 1): Promise<Encoded> {
  const { buffer, byteOffset, length } = await image.toBuffer();
  // A plain view: a Buffer would not survive a structured clone as one.
  return { contentType: contentTypeOf(format), frames, bytes: new Uint8Array(buffer, byteOffset, length) };
}

/** The first of the smallest. */
export function smallest(first: Encoded, ...others: readonly Encoded[]): Encoded {
  return others.reduce((best, each) => (each.bytes.length < best.bytes.length ? each : best), first);
}
