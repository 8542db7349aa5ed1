import type { VariantFormat } from '../formats.ts';
import type { Presets } from '../presets.ts';

/** Input formats, recognised by content and never by file name. */
export const SOURCE_FORMATS = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif', 'heic'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** How large an original may be before it is rejected. */
export interface Limits {
  /** Length of the original, in bytes. */
  readonly bytes: number;
  /** Width × height of one frame. */
  readonly pixels: number;
  /** Width × height of an AVIF, whose decoder uses more memory per pixel than any other. */
  readonly avifPixels: number;
  /** Width × height of an HEIC; 0 if it is not read at all. */
  readonly heicPixels: number;
  /** Frames of an animation that are read. */
  readonly frames: number;
  /** Width × height × frames of an animation that are read. */
  readonly framePixels: number;
  /** Channels per pixel, alpha included. */
  readonly channels: number;
  /** Largest width or height of an output, in pixels; larger presets are reduced to it. */
  readonly dimension: number;
  /** Scans of a progressive JPEG. */
  readonly scans: number;
  /** Share of a damaged JPEG or GIF that must be decodable, 1 to 100. */
  readonly decodedPercent: number;
}

/** An original, and the variants to make of it. */
export interface Job {
  readonly bytes: Uint8Array;
  /** Planned together: the original is decoded once for all of them. */
  readonly presets: Presets;
  readonly limits: Limits;
  /** Where the subject is, as the original's metadata say: see focal-point.ts. */
  readonly focalPoint?: string | undefined;
  /** Names of variants; the others are not made, but the bytes do not depend on it. Absent: all are made. */
  readonly only?: readonly string[] | undefined;
  /** The PNGs of the overlays that those variants carry, by SHA-256. */
  readonly overlays?: Readonly<Record<string, Uint8Array>> | undefined;
}

/** Size of an original: pixels after EXIF orientation, and frames. */
export type SourceSize = Pick<ImageInfo, 'width' | 'height' | 'frames'>;

/**
 * Called with each variant as soon as it is finished, at most once with each. The others may still fail, and nothing may
 * be made of what was finished then.
 */
export type OnFinished = (variant: MadeVariant, source: SourceSize) => void;

export type MakeVariants = (job: Job, onFinished?: OnFinished) => Promise<Made>;

/** What a page can show before the image is there. */
export interface Placeholder {
  /** Base64 of a ThumbHash (https://evanw.github.io/thumbhash/): at most 25 bytes, so 36 characters. */
  readonly thumbhash: string;
  /** The most frequent colour, `#rrggbb` in lower case. */
  readonly colour: string;
}

/** What was found out about an original. */
export interface ImageInfo {
  readonly format: SourceFormat;
  /** Pixels, after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly alpha: boolean;
  /** True if the decoder warned about damage that it could work around. */
  readonly degraded: boolean;
  /** True if the original holds a gain map for HDR displays, which no variant keeps; absent otherwise. */
  readonly gainMap?: true | undefined;
  /** Absent if only some variants were wanted: whoever asks for those knows it already, or does not need it. */
  readonly placeholder?: Placeholder | undefined;
}

export interface VariantName {
  /** Last segment of the variant's key: `<preset>` or `<preset>@<format>`. */
  readonly name: string;
  readonly preset: string;
  readonly format: VariantFormat;
}

export interface MadeVariant extends VariantName {
  /** The format of the bytes, which may differ from `format` if another format was smaller or faster. */
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
