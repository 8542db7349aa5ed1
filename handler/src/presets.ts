import * as z from 'zod/mini';

import { type OptionName, OPTIONS } from './options.ts';

/**
 * A preset's name is the last segment of a variant's key, so it must not contain `/`, `@` or `~`, or start with `.`.
 */
export const PRESET_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;

type Shape = { [Name in OptionName]: (typeof OPTIONS)[Name]['schema'] };

/**
 * A preset. In the configuration, it contains only what differs from the defaults, and the digest is computed from the
 * same differences (recipe.ts). A new option must therefore have a default that produces the same bytes as before: then
 * no existing digest changes, and no sweep remakes a bucket for an option that is not used. Changing a default makes
 * different bytes from the same configuration, and so requires raising `RELEASE` (image/release.ts).
 */
export const presetSchema = z.strictObject(
  Object.fromEntries(Object.entries(OPTIONS).map(([name, { schema }]) => [name, schema])) as Shape,
);

export const presetsSchema = z.record(z.string().check(z.regex(PRESET_NAME)), presetSchema);

export type Preset = z.infer<typeof presetSchema>;
export type Presets = z.infer<typeof presetsSchema>;

/** Defaults of options that a preset omits. The variable `presets` of the Terraform module has the same. */
export const PRESET_DEFAULTS: Preset = presetSchema.parse({});
