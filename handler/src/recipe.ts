import { createHash } from 'node:crypto';

import { variantNames } from './image/names.ts';
import { canonicalJson } from './json.ts';
import type { Preset, Presets } from './presets.ts';

/** What decides the variants of an original, beside its bytes. */
export interface Recipe {
  readonly presets: Presets;
  readonly cacheControl: string;
  /** Raised when the same input would give other bytes. */
  readonly release: number;
}

/** What should lie under every path. */
export interface Plan {
  /** Digest of the recipe: 32 hexadecimal digits that stay the same however the presets were ordered. */
  readonly digest: string;
  /** The presets whose variants are made at upload, all together. */
  readonly uploads: Presets;
  /** Names of the variants made at upload. */
  readonly made: ReadonlySet<string>;
  /** Names of the variants that presets allow to be made on request. */
  readonly onRequest: ReadonlySet<string>;
}

export function planOf(recipe: Recipe): Plan {
  const uploads = only(recipe.presets, 'upload');
  return {
    digest: recipeDigest(recipe),
    uploads,
    made: new Set(variantNames(uploads).map(({ name }) => name)),
    onRequest: new Set(variantNames(only(recipe.presets, 'request')).map(({ name }) => name)),
  };
}

const only = (presets: Presets, make: Preset['make']): Presets =>
  Object.fromEntries(Object.entries(presets).filter(([, preset]) => preset.make === make));

function recipeDigest({ presets, cacheControl, release }: Recipe): string {
  const sorted = Object.fromEntries(
    Object.entries(presets).map(([name, preset]) => [
      name,
      { ...preset, formats: [...new Set(preset.formats)].sort() },
    ]),
  );
  return createHash('sha256')
    .update(canonicalJson({ presets: sorted, cacheControl, release }))
    .digest('hex')
    .slice(0, 32);
}
