import type { SourceFormat } from '../types.ts';

/** What an image's header declares, read without decoding a pixel. */
export interface Inspection {
  readonly format: SourceFormat;
  /** Pixels as stored, before EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** Frames of an animated GIF or WebP; 1 for everything else. */
  readonly frames: number;
  /** Channels per pixel, alpha included. */
  readonly channels: number;
  /** Bits per channel. */
  readonly bitDepth: number;
}

/** The names of formats in sentences. */
export const FORMAT_NAMES: Record<SourceFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  tiff: 'TIFF',
  avif: 'AVIF',
};
