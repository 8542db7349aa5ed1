import { differencesFrom } from './differences.ts';
import { digestOf } from './digest.ts';
import type { Source } from './image/lineage.ts';
import { variantNames } from './image/names.ts';
import { RELEASE } from './image/release.ts';
import type { Limits } from './image/types.ts';
import { LIMIT_DEFAULTS } from './limits.ts';
import type { Manifest } from './manifest.ts';
import type { Overlays } from './overlays.ts';
import type { Preset, Presets } from './presets.ts';
import {
  differencesOf,
  differencesOfOverlay,
  recipeOfTransform,
  recipesMadeAlone,
  recipesMadeTogether,
  usesFocalPoint,
} from './variant-recipe.ts';

/** Everything that determines the variants of an original, apart from its bytes. */
export interface Recipe {
  readonly presets: Presets;
  readonly cacheControl: string;
  /** Raised when the same input would produce different bytes. */
  readonly release: number;
  readonly limits: Limits;
  /** By name: absent if there are none. Presets contain theirs; signed transforms only name them. */
  readonly overlays?: Overlays | undefined;
}

/** What happens to the variants of an earlier original when one that can never be processed replaces it. */
export type OnReject = 'remove' | 'keep';

/** The variants that every original should have. */
export interface Plan {
  /**
   * Digest of everything that determines the bytes of variants: 32 hexadecimal digits. Independent of the order of
   * presets, and of whether an option is omitted or set to its default.
   */
  readonly digest: string;
  /**
   * The same for the whole recipe, used for rejections: an original that exceeds one limit may be within the next one.
   */
  readonly rejectionDigest: string;
  readonly onReject: OnReject;
  /** Cache-Control of every variant. */
  readonly cacheControl: string;
  /** Digest of the limits that an original has to meet: 16 hexadecimal digits. */
  readonly limits: string;
  /**
   * Digest of what determines the bytes of each variant made at upload, by name: see `recipesMadeTogether`. The focal point
   * is the one in the original's metadata: one in its bytes needs no mention.
   */
  readonly recipes: (source: Source, focalPoint: string | undefined) => ReadonlyMap<string, string>;
  /** The same for a variant made on request, of a preset or of a signed transform; null if no preset allows it. */
  readonly recipeOnRequest: (name: string, focalPoint: string | undefined) => string | null;
  /** Whether any variant depends on the focal point in an original's metadata. */
  readonly usesFocalPoint: boolean;
  /** The presets whose variants are made at upload. */
  readonly uploads: Presets;
  /** Names of the variants made at upload. */
  readonly made: ReadonlySet<string>;
  /** Names of the variants that presets allow to be made on request. */
  readonly onRequest: ReadonlySet<string>;
}

/** The plan for a function's configuration and the image code in its zip: the same in every function of a stack. */
export const createPlan = ({
  presets,
  cacheControl,
  limits,
  onReject,
  overlays,
}: Omit<Recipe, 'release'> & { readonly onReject?: OnReject | undefined }): Plan =>
  planOf({ presets, cacheControl, release: RELEASE, limits, overlays }, onReject);

export function planOf(recipe: Recipe, onReject: OnReject = 'remove'): Plan {
  const uploads = madeAtUpload(recipe.presets);
  const made = new Set(variantNames(uploads).map(({ name }) => name));
  const { limits, ...rest } = recipe;
  const conditions = { release: recipe.release, dimension: limits.dimension, overlays: recipe.overlays ?? {} };
  const onRequest = rememberingTheLast(
    (focalPoint: string | undefined) =>
      new Map([...recipesMadeAlone(recipe.presets, conditions, focalPoint)].filter(([name]) => !made.has(name))),
  );
  const togetherOf = rememberingTheLast(({ focalPoint, ...source }: Source & { focalPoint: string | undefined }) =>
    recipesMadeTogether(source, uploads, conditions, focalPoint),
  );
  return {
    digest: recipeDigest({ ...rest, limits: { dimension: limits.dimension } }),
    rejectionDigest: recipeDigest(recipe),
    onReject,
    cacheControl: recipe.cacheControl,
    limits: digestOf(differencesFrom(LIMIT_DEFAULTS, limits), 16),
    recipes: ({ width, height, frames }, focalPoint) => togetherOf({ width, height, frames, focalPoint }),
    recipeOnRequest: (name, focalPoint) =>
      name.startsWith('~')
        ? recipeOfTransform(name, conditions, focalPoint)
        : (onRequest(focalPoint).get(name) ?? null),
    usesFocalPoint: Object.values(recipe.presets).some(usesFocalPoint),
    uploads,
    made,
    onRequest: new Set(onRequest(undefined).keys()),
  };
}

/**
 * The recipe of a variant that is made at upload.
 * @throws if it is none of those: what is stored without a recipe would be made again for ever
 */
export function recipeIn(recipes: ReadonlyMap<string, string>, name: string): string {
  const recipe = recipes.get(name);
  if (recipe === undefined)
    throw new RangeError(`There is no recipe for ${name}, only for ${[...recipes.keys()].join(', ')}`);
  return recipe;
}

/** Whether a manifest was made with the current recipe. */
export function isCurrent(
  manifest: Manifest,
  { digest, rejectionDigest, onReject }: Pick<Plan, 'digest' | 'rejectionDigest' | 'onReject'>,
): boolean {
  if (manifest.status === 'ready') return manifest.presets === digest;
  return manifest.presets === rejectionDigest && (manifest.kept === undefined || onReject === 'keep');
}

/** The presets made at upload, without the formats that are deferred. */
const madeAtUpload = (presets: Presets): Presets =>
  Object.fromEntries(
    Object.entries(presets)
      .filter(([, { make }]) => make === 'upload')
      .map(([name, preset]) => [
        name,
        { ...preset, formats: preset.formats.filter((format) => !preset.deferred.includes(format)) },
      ]),
  );

function recipeDigest({
  presets,
  limits,
  overlays = {},
  ...rest
}: Omit<Recipe, 'limits'> & { readonly limits: Partial<Recipe['limits']> }): string {
  const differences = Object.fromEntries(
    Object.entries(presets).map(([name, preset]) => [name, differencesOf(inOrder(preset))]),
  );
  const marks = Object.fromEntries(
    Object.entries(overlays).map(([name, overlay]) => [name, differencesOfOverlay(overlay)]),
  );
  return digestOf(
    {
      presets: differences,
      limits: differencesFrom(LIMIT_DEFAULTS, limits),
      // Variants of signed transforms may have any of them.
      ...(Object.keys(overlays).length > 0 && { overlays: marks }),
      ...rest,
    },
    32,
  );
}

/** A reconcile asks several times about one original, and two hundred presets take 30 ms. */
function rememberingTheLast<Question, Answer>(ask: (question: Question) => Answer): (question: Question) => Answer {
  let last: { readonly key: string | undefined; readonly answer: Answer } | null = null;
  return (question) => {
    const key = JSON.stringify(question);
    if (last === null || last.key !== key) last = { key, answer: ask(question) };
    return last.answer;
  };
}

/** Formats are a set: their order does not matter. */
const inOrder = (preset: Preset): Preset => ({
  ...preset,
  formats: [...new Set(preset.formats)].sort(),
  deferred: [...new Set(preset.deferred)].sort(),
});
