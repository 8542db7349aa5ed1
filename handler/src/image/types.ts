import type { VariantFormat } from '../formats.ts';
import type { Presets } from '../presets.ts';

/** Input formats, recognised by content and never by file name. */
export const SOURCE_FORMATS = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** What an original may cost before it is rejected. */
export interface Limits {
  /** Length of the original, in bytes. */
  readonly bytes: number;
  /** Width × height of one frame. */
  readonly pixels: number;
  /** Width × height of an AVIF, whose decoder takes more memory per pixel than any other. */
  readonly avifPixels: number;
  /** Frames of an animation that are read. */
  readonly frames: number;
  /** Width × height × frames of an animation that are read. */
  readonly framePixels: number;
  /** Channels per pixel, alpha included. */
  readonly channels: number;
  /** Longest width or height of an output, in pixels; larger presets are reduced to it. */
  readonly dimension: number;
  /** Scans of a progressive JPEG. */
  readonly scans: number;
}

/** An original, and what is wanted of it. */
export interface Job {
  readonly bytes: Uint8Array;
  /** Planned together: the original is decoded once for all of them. */
  readonly presets: Presets;
  readonly limits: Limits;
  /** Names of variants; the others are not made, and what is made has the same bytes. Absent: all are. */
  readonly only?: readonly string[] | undefined;
}

export type MakeVariants = (job: Job) => Promise<Made>;

/** What an original turned out to be. */
export interface ImageInfo {
  readonly format: SourceFormat;
  /** Pixels, after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly alpha: boolean;
  /** True when the decoder warned about damage that it could work around. */
  readonly degraded: boolean;
}

export interface VariantName {
  /** Last segment of the variant's key: `<preset>` or `<preset>@<format>`. */
  readonly name: string;
  readonly preset: string;
  readonly format: VariantFormat;
}

export interface MadeVariant extends VariantName {
  /** What the bytes are, which may differ from `format` where another format came out smaller or quicker. */
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly bytes: Uint8Array;
}

/** Wall time per step, in milliseconds. */
export interface Timings {
  readonly probe: number;
  readonly decode: number;
  readonly encode: number;
}

export interface Made {
  readonly image: ImageInfo;
  readonly variants: MadeVariant[];
  readonly timings: Timings;
}
