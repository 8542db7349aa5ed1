import * as z from 'zod/mini';

import { NEGOTIATED_FORMATS, type NegotiatedFormat, type OutputFormat } from './formats.ts';
import {
  BACKGROUND,
  EFFORTS,
  FITS,
  MAKES,
  MAX_DIMENSION,
  type OptionName,
  OPTIONS,
  POSITIONS,
  PRESET_DEFAULTS,
  SHARPENINGS,
} from './options.ts';
import { overlaySchema } from './overlays.ts';
import { RIGHTS_TEXT } from './rights.ts';

export { PRESET_DEFAULTS };

/**
 * A preset's name is the last segment of a variant's key, so it must not contain `/`, `@` or `~`, or start with `.`.
 */
export const PRESET_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;

const dimension = z.nullable(z.int().check(z.minimum(1), z.maximum(MAX_DIMENSION)));
const quality = z.int().check(z.minimum(1), z.maximum(100));
const qualities = Object.fromEntries(NEGOTIATED_FORMATS.map((format) => [format, z.optional(quality)])) as Record<
  NegotiatedFormat,
  z.ZodMiniOptional<typeof quality>
>;
const plainQualities = {
  jpeg: z.optional(z._default(quality, OPTIONS.quality.standard.jpeg)),
  png: z.optional(quality),
} satisfies Record<Exclude<OutputFormat, NegotiatedFormat>, unknown>;
const rights = z.nullable(z.string().check(z.regex(RIGHTS_TEXT)));
const formats = z.array(z.enum(NEGOTIATED_FORMATS));

/**
 * A preset: what its options mean is in options.ts. In the configuration, it contains only what differs from the
 * defaults, and the digest is computed from the same differences (recipe.ts). A new option must therefore have a default
 * that produces the same bytes as before: then no existing digest changes, and no sweep remakes a bucket for an option
 * that is not used. Changing a default makes different bytes from the same configuration, and so requires raising
 * `RELEASE` (image/release.ts).
 */
export const presetSchema = z.strictObject({
  width: z._default(dimension, OPTIONS.width.standard),
  height: z._default(dimension, OPTIONS.height.standard),
  fit: z._default(z.enum(FITS), OPTIONS.fit.standard),
  position: z._default(z.enum(POSITIONS), OPTIONS.position.standard),
  background: z._default(z.string().check(z.regex(BACKGROUND)), OPTIONS.background.standard),
  corners: z._default(z.int().check(z.minimum(0), z.maximum(MAX_DIMENSION)), OPTIONS.corners.standard),
  sharpen: z._default(z.enum(SHARPENINGS), OPTIONS.sharpen.standard),
  grayscale: z._default(z.boolean(), OPTIONS.grayscale.standard),
  /** In the configuration, the name of an overlay: config/named.ts puts the overlay itself in its place. */
  overlay: z._default(z.nullable(overlaySchema), OPTIONS.overlay.standard),
  copyright: z._default(rights, OPTIONS.copyright.standard),
  credit: z._default(rights, OPTIONS.credit.standard),
  enlarge: z._default(z.boolean(), OPTIONS.enlarge.standard),
  animated: z._default(z.boolean(), OPTIONS.animated.standard),
  formats: z._default(formats, OPTIONS.formats.standard),
  quality: z._default(z.strictObject({ ...plainQualities, ...qualities }), OPTIONS.quality.standard),
  make: z._default(z.enum(MAKES), OPTIONS.make.standard),
  deferred: z._default(formats, OPTIONS.deferred.standard),
  effort: z._default(z.enum(EFFORTS), OPTIONS.effort.standard),
} satisfies Record<OptionName, z.ZodMiniDefault>);

export const presetsSchema = z.record(z.string().check(z.regex(PRESET_NAME)), presetSchema);

export type Preset = z.infer<typeof presetSchema>;
export type Presets = z.infer<typeof presetsSchema>;
