import { differencesFrom } from './differences.ts';
import { digestOf } from './digest.ts';
import type { VariantFormat } from './formats.ts';
import { lineagesOf, type Source } from './image/lineage.ts';
import { variantNames } from './image/names.ts';
import { LIMIT_DEFAULTS } from './limits.ts';
import { OVERLAY_DEFAULTS, type Overlays } from './overlays.ts';
import { type Preset, PRESET_DEFAULTS, type Presets } from './presets.ts';

/** What determines the bytes of variants, apart from the original and the presets. */
export interface Conditions {
  /** See `RELEASE` in image/release.ts. */
  readonly release: number;
  /** Largest width or height of an output, in pixels. */
  readonly dimension: number;
  readonly overlays: Overlays;
}

/**
 * Digests of what determines the bytes of each variant made at upload, apart from the original's bytes: 16 hexadecimal
 * digits by variant name. Two variants of one original with the same digest have the same bytes, whatever their presets
 * are called and whatever else has changed. An option at its default changes no digest.
 *
 * @param source of the original, as in its manifest
 */
export function recipesMadeTogether(
  source: Source,
  presets: Presets,
  conditions: Conditions,
  focalPoint?: string,
): ReadonlyMap<string, string> {
  const lineages = lineagesOf(source, presets, conditions);
  return new Map(
    variantNames(presets).flatMap(({ name, preset, format }) => {
      const [options, lineage] = [presets[preset], lineages.get(preset)];
      return options && lineage
        ? [[name, recipeDigest({ ...recipeOf(options, format, focalPoint), lineage }, conditions)]]
        : [];
    }),
  );
}

/**
 * The same for variants that are made on request, each preset alone: then the original's size adds nothing that its
 * bytes do not already say.
 */
export const recipesMadeAlone = (
  presets: Presets,
  conditions: Conditions,
  focalPoint?: string,
): ReadonlyMap<string, string> =>
  new Map(
    variantNames(presets).flatMap(({ name, preset, format }) => {
      const options = presets[preset];
      return options
        ? [[name, recipeDigest({ ...recipeOf(options, format, focalPoint), ...sizeLimit(conditions) }, conditions)]]
        : [];
    }),
  );

/** The same for a signed transform, whose name says everything about it. */
export const recipeOfTransform = (name: string, conditions: Conditions, focalPoint?: string): string =>
  recipeDigest(
    {
      transform: name,
      ...(name.includes(FOCAL_TRANSFORM) && { focalPoint }),
      ...overlayIn(name, conditions),
      ...sizeLimit(conditions),
    },
    conditions,
  );

/** What the name of a transform contains that crops around the focal point. */
const FOCAL_TRANSFORM = '~fit_cover~pos_focal';

/** A transform names its overlay, so what that is now belongs to its recipe; null if there is none any more. */
function overlayIn(name: string, { overlays }: Conditions): object {
  const overlay = OVERLAY_TRANSFORM.exec(name)?.[1];
  return overlay === undefined ? {} : { overlay: differencesOfOverlay(overlays[overlay] ?? null) };
}

const OVERLAY_TRANSFORM = /~overlay_([a-z0-9-]+)/;

/** What an overlay sets to other values than the defaults, in the form in which digests contain it. */
export const differencesOfOverlay = (overlay: Preset['overlay']): object | null =>
  overlay && differencesFrom(OVERLAY_DEFAULTS, overlay);

/** What a preset sets to other values than the defaults, in the form in which digests contain it. */
export const differencesOf = (preset: Preset): object =>
  differencesFrom(PRESET_DEFAULTS, { ...preset, overlay: differencesOfOverlay(preset.overlay) });

/** Whether the preset's variants depend on the focal point in an original's metadata. */
export const usesFocalPoint = ({ fit, position, width, height }: Preset): boolean =>
  fit === 'cover' && position === 'focal' && width !== null && height !== null;

const sizeLimit = ({ dimension }: Conditions): object => ({ limits: differencesFrom(LIMIT_DEFAULTS, { dimension }) });

/**
 * What a variant does not depend on is left out: when it is made, which other formats its preset has, and, as no format
 * is compared with a heavier one, the quality of AVIF unless it is AVIF itself (image/variants.ts).
 */
function recipeOf(preset: Preset, format: VariantFormat, focalPoint: string | undefined): object {
  const { avif, ...quality } = preset.quality;
  const own = format === 'avif' && avif !== undefined ? { ...quality, avif } : quality;
  const { formats, make, deferred } = PRESET_DEFAULTS;
  return {
    format,
    options: differencesOf({ ...preset, formats, make, deferred, quality: own }),
    ...(usesFocalPoint(preset) && { focalPoint }),
  };
}

const recipeDigest = (recipe: object, { release }: Conditions): string => digestOf({ ...recipe, release }, 16);
