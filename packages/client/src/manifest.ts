/** What is known of an image before it is there. */
export interface Placeholder {
  /** Base64 of a ThumbHash: see `darkroom-client/placeholder`. */
  readonly thumbhash: string;
  /** The most frequent colour, `#rrggbb`. */
  readonly colour: string;
}

/** An original, upright, as its manifest describes it. */
export interface ManifestImage {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly alpha: boolean;
  readonly degraded: boolean;
  /** Present if the original holds a gain map for HDR displays; variants are made of its SDR picture. */
  readonly gainMap?: true | undefined;
  readonly placeholder?: Placeholder | undefined;
}

export interface ManifestVariant {
  readonly name: string;
  readonly preset: string;
  readonly format: string;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly etag: string;
}

interface Common {
  readonly path: string;
  readonly original: { readonly etag: string; readonly version: string; readonly bytes: number };
  readonly variants: readonly ManifestVariant[];
}

export interface ReadyManifest extends Common {
  readonly status: 'ready';
  readonly image: ManifestImage;
}

export interface RejectedManifest extends Common {
  readonly status: 'rejected';
  /** A code for programs, and a sentence that can be shown: what was received, what is allowed, what to do. */
  readonly rejection: { readonly code: string; readonly message: string };
}

/** What became of an original: docs/events.md describes all of it. */
export type Manifest = ReadyManifest | RejectedManifest;
