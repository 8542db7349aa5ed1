import type { Limits, SourceFormat } from '../types.ts';
import { inspectAvif } from './avif/inspect.ts';
import { checkBytes } from './check.ts';
import { inspectGif } from './gif/inspect.ts';
import { inspectHeic } from './heic/inspect.ts';
import type { Inspection } from './inspection.ts';
import { inspectJpeg } from './jpeg/inspect.ts';
import { inspectPng } from './png/inspect.ts';
import { sniff } from './sniff.ts';
import { inspectTiff } from './tiff/inspect.ts';
import { inspectWebp } from './webp.ts';

const WALKERS: Record<SourceFormat, (bytes: Uint8Array, limits: Limits) => Inspection> = {
  jpeg: inspectJpeg,
  png: inspectPng,
  webp: inspectWebp,
  gif: inspectGif,
  tiff: inspectTiff,
  avif: inspectAvif,
  heic: inspectHeic,
};

/**
 * Reads an image's structure before any decoder does: pure, never past the end, in time linear in its length. Damage
 * that only a decoder can detect (inside compressed pixels) is left to the decoder, except in GIFs, whose decoder says
 * nothing of it.
 *
 * @throws {Rejection} if it is not an image of a supported format, is certainly truncated or damaged, or exceeds a
 * limit.
 */
export function inspect(bytes: Uint8Array, limits: Limits): Inspection {
  checkBytes(bytes.length, limits);
  return WALKERS[sniff(bytes)](bytes, limits);
}
