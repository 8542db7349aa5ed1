/*
 * The formats of variants: everything about a format except its encoder, which is in image/encode/. The viewer function
 * is built from this file too, so it imports nothing (zod alone is many times the function's 10 KB) and uses only what
 * esbuild can compile to ES 5.1: no destructuring, no spreading, no `for…of`.
 */

/**
 * Formats that a browser can be offered instead of the plain variant; if it accepts two equally, it gets the later one.
 * The name is the subtype of the content type, the key of `quality`, the value of `f_` in signed transforms and the
 * suffix of a variant's name. The letter represents the format in the viewer function's table of presets, where every
 * byte counts: modules/viewer/main.tf writes it, and test/unit/config/formats.test.ts compares the two.
 */
export const LETTERS = { webp: 'w', avif: 'a' } as const satisfies Record<string, string>;

export type NegotiatedFormat = keyof typeof LETTERS;
export const NEGOTIATED_FORMATS = Object.keys(LETTERS) as readonly NegotiatedFormat[];

/** `plain` is for every browser, the others for browsers that declare support. */
export type VariantFormat = 'plain' | NegotiatedFormat;

/**
 * The formats that have an encoder: the plain variant may also be a JPEG or a PNG. Each has a quality from 1 to 100.
 */
export type OutputFormat = 'jpeg' | 'png' | NegotiatedFormat;

export type ContentType = `image/${OutputFormat}`;

/** The Content-Type that a variant is served with, and the name of its format in a browser's Accept header. */
export function contentTypeOf(format: OutputFormat): ContentType {
  return `image/${format}`;
}

/** The letter of a negotiated format; for any other name, a longer text, which is in no table. */
export function letterOf(name: string): string {
  return String((LETTERS as Record<string, string | undefined>)[name]);
}
