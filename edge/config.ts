import type { NegotiatedFormat } from '../handler/src/formats.ts';

/** The viewer function's configuration. Terraform writes it as JSON in front of the bundle. */
export interface EdgeConfig {
  /**
   * Preset names by the letters (formats.ts) of the formats made in addition to the plain variant: `aw` for AVIF and
   * WebP. The names are separated by slashes, `/800x600/thumb/`, because that takes the least of a function's 10 KB.
   */
  presets: Record<string, string>;
  /** Presets by the other names that they are requested by; absent if they have none. */
  aliases?: Record<string, string>;
  /** Maximum length of `<spelled path>/<variant>` in bytes: S3's 1,024 minus the variants prefix. */
  room: number;
  /** Whether `/manifests/<path>.json` is served. */
  manifests: boolean;
  /** The one origin whose scripts may read images, `*` for all, or empty. */
  cors: string;
  /** The keys that sign transforms, newest first; an empty list disables signed transforms. */
  keys: string[];
  /** Largest width or height, in pixels, of a signed transform. */
  maxDimension: number;
  /** The values that `f_` of a signed transform accepts. */
  formats: NegotiatedFormat[];
}

declare global {
  const DARKROOM: EdgeConfig;
}
