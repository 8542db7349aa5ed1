import { Rejection } from '../../errors.ts';
import type { Limits, SourceFormat } from '../types.ts';
import { inspectAvif } from './avif.ts';
import { inspectGif } from './gif.ts';
import type { Inspection } from './inspection.ts';
import { inspectJpeg } from './jpeg.ts';
import { inspectPng } from './png.ts';
import { count } from './reject.ts';
import { sniff } from './sniff.ts';
import { inspectTiff } from './tiff.ts';
import { inspectWebp } from './webp.ts';

export type { Inspection } from './inspection.ts';

const WALKERS: Record<SourceFormat, (bytes: Uint8Array, limits: Limits) => Inspection> = {
  jpeg: inspectJpeg,
  png: inspectPng,
  webp: inspectWebp,
  gif: inspectGif,
  tiff: inspectTiff,
  avif: inspectAvif,
};

/**
 * Reads an image's structure before any decoder sees it: pure, never past the end, in time linear in its length.
 * Damage that only a decoder can judge (inside compressed pixels) is left to the decoder.
 *
 * @throws {Rejection} what is not an image of a supported format, is cut or damaged beyond doubt, or passes a limit.
 */
export function inspect(bytes: Uint8Array, limits: Limits): Inspection {
  if (bytes.length === 0) {
    throw new Rejection('empty', 'The file is empty (0 bytes). Upload the picture again.');
  }
  if (bytes.length > limits.bytes) {
    throw new Rejection(
      'too_many_bytes',
      `The file has ${count(bytes.length)} bytes; at most ${count(limits.bytes)} are allowed (limit bytes). ` +
        'Upload a smaller or more strongly compressed copy.',
    );
  }
  return WALKERS[sniff(bytes)](bytes, limits);
}
