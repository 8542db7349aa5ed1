/*
 * What variants are written as: whatever has to be known of a format but its encoder, which is in image/encode/. The viewer
 * function is built from this file too, so it imports nothing (zod alone is many times its 10 KB) and keeps to what esbuild
 * can turn into ES 5.1: no destructuring, no spreading, no `for…of`.
 */

/**
 * Formats that a browser can be offered beside the plain variant; of two that it likes equally it gets the later one. The
 * name is the subtype of its content type, the key of its quality, the `f_` of signed transforms and the end of a variant's
 * name. The letter stands for it in the viewer function's table of presets, where each byte counts: modules/cdn/edge.tf
 * writes it, and test/unit/config/formats.test.ts compares the two.
 */
export const LETTERS = { webp: 'w', avif: 'a' } as const satisfies Record<string, string>;

export type NegotiatedFormat = keyof typeof LETTERS;
export const NEGOTIATED_FORMATS = Object.keys(LETTERS) as readonly NegotiatedFormat[];

/** `plain` is for every browser, the others for browsers that say they accept them. */
export type VariantFormat = 'plain' | NegotiatedFormat;

/** What there is an encoder for: the plain variant may be a JPEG or a PNG too. Each has a quality from 1 to 100. */
export type OutputFormat = 'jpeg' | 'png' | NegotiatedFormat;

export type ContentType = `image/${OutputFormat}`;

/** What a variant is served as, and what a browser's Accept header calls its format. */
export function contentTypeOf(format: OutputFormat): ContentType {
  return `image/${format}`;
}

/** The letter of a negotiated format; for any other name a text that is in no table. */
export function letterOf(name: string): string {
  return (LETTERS as Record<string, string | undefined>)[name] ?? '?';
}
