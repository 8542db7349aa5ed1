import type { LimitedBands } from '../bands.ts';
import type { Area, Size } from '../raster.ts';
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
  /** Channels behind the colours that the decoder takes for transparency, but that mean nothing; none if absent. */
  readonly idleChannels?: number;
  /**
   * The file that the decoder is given instead of this one: the same picture, with what the decoder would get wrong
   * taken out or stated so that it cannot. Absent if the decoder reads the file as it is.
   */
  readonly substitute?: Uint8Array;
  /** EXIF orientation that the decoder of the substitute does not apply, 1 to 8. */
  readonly turn?: number;
  /** The part of the substitute that is the picture, before it is turned; all of it if absent. */
  readonly crop?: Area;
  /** The picture's colours, if they are not sRGB and no ICC profile states them: decoders ignore this. */
  readonly colour?: CodedColour;
  /** Bands that the decoder leaves as limited as they are coded; none if absent. */
  readonly limited?: LimitedBands;
  /** How an HEIC is coded, which is decoded into a TIFF first: see ../heic/. */
  readonly coded?: CodedHeic;
  /** True if the file holds a gain map, which brightens the picture on an HDR display; it is not kept. */
  readonly gainMap?: boolean;
}

/** A picture in pieces of one size. */
export interface Tiles {
  /** True if it is coded as one picture, and no grid. */
  readonly whole: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Pixels of each tile; the last column and row may reach beyond the picture. */
  readonly tile: Size;
}

/** What the decoder of HEIC has to be told, or must not find otherwise. */
export interface CodedHeic extends Tiles {
  /** Size of the picture as coded, before it is cropped and turned. */
  readonly size: Size;
  /** Pixels that a tile may have in its stream: encoders code more than they show. */
  readonly most: number;
  readonly alpha?: Tiles & { readonly item: number };
  readonly profile?: Uint8Array;
  /** Metadata, which a TIFF would not take over. */
  readonly exif?: Uint8Array;
  readonly xmp?: Uint8Array;
}

/** Code points of ITU-T H.273 (CICP). */
export interface CodedColour {
  readonly primaries: number;
  readonly transfer: number;
  /** MaxCLL: luminance of the brightest pixel, in cd/m², if stated. */
  readonly peak?: number | undefined;
}

/** The names of formats in sentences. */
export const FORMAT_NAMES: Record<SourceFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  tiff: 'TIFF',
  avif: 'AVIF',
  heic: 'HEIC',
};
