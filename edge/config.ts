import type { NegotiatedFormat } from '../handler/src/presets.ts';

/** What the viewer function knows of its stack. Terraform writes it as JSON in front of the bundle. */
export interface EdgeConfig {
  /**
   * Preset names, each after a slash, so that `/constructor` is no property of every object; and what is made beside
   * the plain variant: `a` for AVIF, `w` for WebP.
   */
  presets: Record<string, string>;
  /** Bytes that `<path>/<variant>` may take: S3's 1,024 less the variants prefix. */
  room: number;
  /** Whether `/manifests/<path>.json` is served. */
  manifests: boolean;
  /** The one origin that scripts may read images from, `*` for all, or empty. */
  cors: string;
  /** The keys that sign transforms, newest first; none turns signed transforms off. */
  keys: string[];
  /** Bounds of signed transforms. */
  edge: number;
  formats: NegotiatedFormat[];
}

declare global {
  const DARKROOM: EdgeConfig;
}
