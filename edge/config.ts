import type { NegotiatedFormat } from '../handler/src/formats.ts';

/** What the viewer function knows of its stack. Terraform writes it as JSON in front of the bundle. */
export interface EdgeConfig {
  /**
   * Preset names by the letters (formats.ts) of what is made beside the plain variant: `aw` for AVIF and WebP. Each stands
   * between slashes, `/800x600/thumb/`, because that takes the least of the 10 KB of a function.
   */
  presets: Record<string, string>;
  /** Bytes that `<spelled path>/<variant>` may take: S3's 1,024 less the variants prefix. */
  room: number;
  /** Whether `/manifests/<path>.json` is served. */
  manifests: boolean;
  /** The one origin that scripts may read images from, `*` for all, or empty. */
  cors: string;
  /** The keys that sign transforms, newest first; none turns signed transforms off. */
  keys: string[];
  /** Longest width or height, in pixels, that a signed transform may ask for. */
  maxDimension: number;
  /** What `f_` of a signed transform may ask for. */
  formats: NegotiatedFormat[];
}

declare global {
  const DARKROOM: EdgeConfig;
}
