import { createHash } from 'node:crypto';

import { differencesFrom } from './differences.ts';
import { variantNames } from './image/names.ts';
import { RELEASE } from './image/release.ts';
import type { Limits } from './image/types.ts';
import { canonicalJson } from './json.ts';
import { LIMIT_DEFAULTS } from './limits.ts';
import type { Manifest } from './manifest.ts';
import { type Preset, PRESET_DEFAULTS, type Presets } from './presets.ts';

/** What decides the variants of an original, beside its bytes. */
export interface Recipe {
  readonly presets: Presets;
  readonly cacheControl: string;
  /** Raised when the same input would give other bytes. */
  readonly release: number;
  readonly limits: Limits;
}

/** What should lie under every path. */
export interface Plan {
  /**
   * Digest of what decides the bytes of variants: 32 hexadecimal digits, the same however the presets were ordered, and
   * whether an option was left out or named at its default.
   */
  readonly digest: string;
  /** The same of the whole recipe, for rejections: what is over a limit may be below the next one. */
  readonly rejectionDigest: string;
  /** The presets whose variants are made at upload, all together. */
  readonly uploads: Presets;
  /** Names of the variants made at upload. */
  readonly made: ReadonlySet<string>;
  /** Names of the variants that presets allow to be made on request. */
  readonly onRequest: ReadonlySet<string>;
}

/** The plan of a function's configuration, by the image code that is in its zip: the same in every function of a stack. */
export const createPlan = ({ presets, cacheControl, limits }: Omit<Recipe, 'release'>): Plan =>
  planOf({ presets, cacheControl, release: RELEASE, limits });

export function planOf(recipe: Recipe): Plan {
  const uploads = only(recipe.presets, 'upload');
  const { limits, ...rest } = recipe;
  return {
    digest: digestOf({ ...rest, limits: { dimension: limits.dimension } }),
    rejectionDigest: digestOf(recipe),
    uploads,
    made: new Set(variantNames(uploads).map(({ name }) => name)),
    onRequest: new Set(variantNames(only(recipe.presets, 'request')).map(({ name }) => name)),
  };
}

/** Whether a manifest was made by the recipe as it is. */
export function isCurrent(
  { status, presets }: Pick<Manifest, 'status' | 'presets'>,
  { digest, rejectionDigest }: Pick<Plan, 'digest' | 'rejectionDigest'>,
): boolean {
  return presets === (status === 'rejected' ? rejectionDigest : digest);
}

const only = (presets: Presets, make: Preset['make']): Presets =>
  Object.fromEntries(Object.entries(presets).filter(([, preset]) => preset.make === make));

function digestOf({
  presets,
  limits,
  ...rest
}: Omit<Recipe, 'limits'> & { readonly limits: Partial<Recipe['limits']> }): string {
  const differences = Object.fromEntries(
    Object.entries(presets).map(([name, preset]) => [name, differencesFrom(PRESET_DEFAULTS, inOrder(preset))]),
  );
  return createHash('sha256')
    .update(canonicalJson({ presets: differences, limits: differencesFrom(LIMIT_DEFAULTS, limits), ...rest }))
    .digest('hex')
    .slice(0, 32);
}

/** Formats are a set: the same in any order. */
const inOrder = (preset: Preset): Preset => ({ ...preset, formats: [...new Set(preset.formats)].sort() });
