import { Rejection } from '../../errors.ts';
import type { Limits, SourceFormat } from '../types.ts';
import { FORMAT_NAMES } from './inspection.ts';
import { corrupt, count, settingOf } from './reject.ts';

/**
 * Compressed metadata counts at its inflated size. Generous on purpose: colour profiles of printers and the XMP of
 * photo editors reach several megabytes, and metadata is stripped anyway.
 */
export const METADATA_BYTES = 16 * 1024 * 1024;

/** Segments or chunks without pixel data: decoders keep each on the heap, so millions of empty ones add up. */
const METADATA_PARTS = 4_096;

/** Pieces of any kind that a decoder handles one by one: cameras and editors stay below a hundredth of this. */
const PIECES = 250_000;

/**
 * The longest side that AV1 can express, in pixels: 16 bits that hold the size minus one (AV1 specification, 5.5.1).
 */
const AV1_SIDE = 65_536;

/**
 * Checks the length of an original, which is known before it is read.
 *
 * @throws {Rejection} `empty`, `too_many_bytes`
 */
export function checkBytes(bytes: number, limits: Limits): void {
  if (bytes === 0) throw new Rejection('empty', 'The original is empty (0 bytes). Upload it again.');
  if (bytes <= limits.bytes) return;
  throw new Rejection(
    'too_many_bytes',
    `The original has ${count(bytes)} bytes; at most ${count(limits.bytes)} are allowed (${settingOf('bytes')}). ` +
      'Upload a smaller or more strongly compressed copy.',
  );
}

/** Called as soon as the size is known, so that an absurd size is reported even if the rest of the file is damaged. */
export function checkSize(format: SourceFormat, width: number, height: number, limits: Limits): void {
  if (width < 1 || height < 1) throw corrupt(format, `its size is ${width} × ${height} pixels`);
  if (format === 'avif' && Math.max(width, height) > AV1_SIDE) {
    throw new Rejection(
      'too_many_pixels',
      `The AVIF is ${count(width)} × ${count(height)} pixels; a side has at most ${count(AV1_SIDE)}. Upload a smaller copy.`,
    );
  }
  const limit = limitOf(format, limits);
  if (width * height <= limits[limit]) return;
  throw new Rejection(
    'too_many_pixels',
    `The ${FORMAT_NAMES[format]} is ${count(width)} × ${count(height)} = ${count(width * height)} pixels; at most ` +
      `${count(limits[limit])} are allowed (${settingOf(limit)}). Upload a smaller copy.`,
  );
}

/** An HEIC is decoded into another format first, to which the general limit applies. */
function limitOf(format: SourceFormat, limits: Limits): 'pixels' | 'avifPixels' | 'heicPixels' {
  if (format === 'avif') return 'avifPixels';
  return format === 'heic' && limits.heicPixels < limits.pixels ? 'heicPixels' : 'pixels';
}

export function checkChannels(format: SourceFormat, channels: number, limits: Limits): void {
  if (channels < 1) throw corrupt(format, 'it has no colour channels');
  if (channels <= limits.channels) return;
  throw new Rejection(
    'too_many_channels',
    `The ${FORMAT_NAMES[format]} has ${count(channels)} channels per pixel; at most ${count(limits.channels)} are ` +
      `allowed (${settingOf('channels')}). Export it as RGB, with or without transparency.`,
  );
}

/** May be called while frames are still being counted: a count that exceeds the limit can only grow. */
export function checkFrames(format: SourceFormat, size: FrameSize, frames: number, limits: Limits): void {
  if (frames > limits.frames) {
    throw new Rejection(
      'too_many_frames',
      `The ${FORMAT_NAMES[format]} has at least ${count(frames)} frames; at most ` +
        `${count(limits.frames)} are allowed (${settingOf('frames')}). ` +
        'Upload a shorter animation, or a video to a video service.',
    );
  }
  const total = size.width * size.height * frames;
  if (frames === 1 || total <= limits.framePixels) return;
  throw new Rejection(
    'too_many_frames',
    `The ${FORMAT_NAMES[format]} has at least ${count(frames)} frames of ${count(size.width)} × ${count(size.height)} = ` +
      `${count(total)} pixels in all; at most ${count(limits.framePixels)} are allowed (${settingOf('framePixels')}). ` +
      'Upload a smaller or shorter animation.',
  );
}

interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** @param bytes of all metadata so far, inflated; @param parts segments or chunks without pixels, so far. */
export function checkMetadata(format: SourceFormat, bytes: number, parts: number): void {
  const [found, allowed, unit] =
    parts > METADATA_PARTS ? [parts, METADATA_PARTS, 'pieces'] : [bytes, METADATA_BYTES, 'bytes'];
  if (found <= allowed) return;
  throw new Rejection(
    'metadata_too_large',
    `The ${FORMAT_NAMES[format]} contains at least ${count(found)} ${unit} of metadata; at most ${count(allowed)} are ` +
      'allowed. Remove the metadata, or save the picture again.',
  );
}

/** @param kind name of the pieces, in the plural: "chunks". */
export function checkPieces(format: SourceFormat, pieces: number, kind: string): void {
  if (pieces <= PIECES) return;
  throw new Rejection(
    'too_expensive',
    `The ${FORMAT_NAMES[format]} is cut into at least ${count(pieces)} ${kind}; at most ${count(PIECES)} are allowed. ` +
      'Save the picture again.',
  );
}
