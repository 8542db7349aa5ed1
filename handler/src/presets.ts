import * as z from 'zod/mini';

/** Output formats a browser can be offered beside the plain variant. */
export const NEGOTIATED_FORMATS = ['webp', 'avif'] as const;
export type NegotiatedFormat = (typeof NEGOTIATED_FORMATS)[number];

/** A preset's name is the last segment of a variant's key, so it may hold neither `/`, `@` nor `~`, nor start with `.`. */
export const PRESET_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;

/** Longest edge, in pixels, that any preset or transform may ask for: what a WebP can hold. */
export const LARGEST_EDGE = 16_383;

const edge = z.nullable(z.int().check(z.minimum(1), z.maximum(LARGEST_EDGE)));
const quality = z.optional(z.int().check(z.minimum(1), z.maximum(100)));

export const presetSchema = z.strictObject({
  /** Width and height in pixels; one of them may be null, and then follows from the picture's shape. */
  width: edge,
  height: edge,
  fit: z.enum(['cover', 'contain', 'inside', 'outside', 'fill']),
  position: z.enum([
    'centre',
    'top',
    'right top',
    'right',
    'right bottom',
    'bottom',
    'left bottom',
    'left',
    'left top',
    'entropy',
    'attention',
  ]),
  /** What is made beside the plain variant, for browsers that say they accept it. */
  formats: z.array(z.enum(NEGOTIATED_FORMATS)),
  /** 1 to 100 per format; a format that is absent uses the measured default. */
  quality: z.strictObject({ jpeg: quality, png: quality, webp: quality, avif: quality }),
  /** `#rrggbb`: what transparency is flattened onto in a JPEG, and what `contain` pads with. */
  background: z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/)),
  make: z.enum(['upload', 'request']),
  animated: z.boolean(),
  enlarge: z.boolean(),
});

export const presetsSchema = z.record(z.string().check(z.regex(PRESET_NAME)), presetSchema);

export type Preset = z.infer<typeof presetSchema>;
export type Presets = z.infer<typeof presetsSchema>;
