import * as z from 'zod/mini';

import { NEGOTIATED_FORMATS, type NegotiatedFormat, type OutputFormat } from './formats.ts';
import { PRESET_DEFAULTS } from './preset-defaults.ts';

/**
 * A preset's name is the last segment of a variant's key, so it must not contain `/`, `@` or `~`, or start with `.`.
 */
export const PRESET_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;

/** Largest width or height, in pixels, of any preset or transform: the maximum of WebP. */
export const MAX_DIMENSION = 16_383;

const dimension = z.nullable(z.int().check(z.minimum(1), z.maximum(MAX_DIMENSION)));
const quality = z.int().check(z.minimum(1), z.maximum(100));
const qualities = Object.fromEntries(NEGOTIATED_FORMATS.map((format) => [format, z.optional(quality)])) as Record<
  NegotiatedFormat,
  z.ZodMiniOptional<typeof quality>
>;
const plainQualities = {
  jpeg: z.optional(z._default(quality, PRESET_DEFAULTS.quality.jpeg)),
  png: z.optional(quality),
} satisfies Record<Exclude<OutputFormat, NegotiatedFormat>, unknown>;

/**
 * A preset. In the configuration, it contains only what differs from the defaults, and the digest is computed from the
 * same differences (recipe.ts). A new option must therefore have a default that produces the same bytes as before: then
 * no existing digest changes, and no sweep remakes a bucket for an option that is not used. Changing a default makes
 * different bytes from the same configuration, and so requires raising `RELEASE` (image/release.ts).
 */
export const presetSchema = z.strictObject({
  /** Width and height in pixels; one of them may be null, and then follows from the aspect ratio. */
  width: z._default(dimension, PRESET_DEFAULTS.width),
  height: z._default(dimension, PRESET_DEFAULTS.height),
  fit: z._default(z.enum(['cover', 'contain', 'inside', 'outside', 'fill']), PRESET_DEFAULTS.fit),
  position: z._default(
    z.enum([
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
    PRESET_DEFAULTS.position,
  ),
  /** Formats made in addition to the plain variant, for browsers that declare support. */
  formats: z._default(z.array(z.enum(NEGOTIATED_FORMATS)), PRESET_DEFAULTS.formats),
  /** 1 to 100 per format; a format that is absent uses its measured default, except JPEG. */
  quality: z._default(z.strictObject({ ...plainQualities, ...qualities }), PRESET_DEFAULTS.quality),
  /** `#rrggbb`: the colour behind transparent pixels in a JPEG, and of `contain`'s padding. */
  background: z._default(z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/)), PRESET_DEFAULTS.background),
  make: z._default(z.enum(['upload', 'request']), PRESET_DEFAULTS.make),
  animated: z._default(z.boolean(), PRESET_DEFAULTS.animated),
  enlarge: z._default(z.boolean(), PRESET_DEFAULTS.enlarge),
});

export const presetsSchema = z.record(z.string().check(z.regex(PRESET_NAME)), presetSchema);

export type Preset = z.infer<typeof presetSchema>;
export type Presets = z.infer<typeof presetsSchema>;
