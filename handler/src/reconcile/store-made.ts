import { variantNames } from '../image/names.ts';
import type { Made, VariantName } from '../image/types.ts';
import type { Manifest, ManifestVariant } from '../manifest.ts';
import { recipeIn } from '../recipe.ts';
import type { Original } from '../store/index.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './each.ts';
import type { Observation } from './observe.ts';
import { prepare, type Ready, storeOne } from './prepare.ts';
import type { Reuse } from './reuse.ts';
import type { Run } from './run.ts';
import type { Storing } from './store-finished.ts';

/**
 * Stores what was made or copied, leaves what is as it should be, deletes the rest, and writes the manifest. Returns
 * early if another function has written here too: the next pass sees whose original is current.
 *
 * @param made what was made of the original in this run; null if nothing had to be
 * @param storing what was stored as it was finished in this pass; null if nothing was
 */
export async function storeMade(
  run: Run,
  seen: Observation,
  original: Original,
  reuse: Reuse,
  made: Made | null,
  storing: Storing | null,
): Promise<void> {
  const { path, plan, store, keys } = run;
  const image = reuse.image ?? made?.image;
  if (image === undefined) throw new Error('There are neither made nor reusable variants');
  const prepared = await (storing === null ? prepare(run, seen, original, reuse) : storing.prepared());
  if (prepared === null) return;
  const { copies, stale } = prepared;

  const recipes = plan.recipes(image, original.focalPoint);
  const present = new Map(seen.listed.map(({ name, etag }) => [name, etag]));
  const stored = await each(variantNames(plan.uploads), async (named): Promise<ManifestVariant[]> => {
    const { name } = named;
    const recipe = recipeIn(recipes, name);
    const source = reuse.sources.get(name);
    if (source !== undefined && reuse.untouched.has(name)) return [entryOf(named, source, source, source.etag, recipe)];
    const { variant, size } = copies.get(name) ?? madeOf(name, made);
    const finished = storing?.stored.get(name);
    const etag =
      finished === undefined
        ? await storeOne(run, variant, { original: original.etag, recipe }, present.get(name) ?? null)
        : await finished;
    return etag === null ? [] : [entryOf(named, { ...size, bytes: variant.bytes.length }, variant, etag, recipe)];
  });
  await each([...stale.values()], ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  if (stored.some((one) => one.length === 0)) return;
  const manifest: Manifest = {
    schema: 1,
    path,
    original: copyOf(original),
    presets: plan.digest,
    status: 'ready',
    limits: plan.limits,
    cacheControl: plan.cacheControl,
    image,
    variantsPrefix: keys.variants(path),
    variants: stored.flat(),
  };
  await store.manifests.write(path, manifest, seen.manifestTag);
}

const entryOf = (
  { name, preset, format }: VariantName,
  { width, height, bytes }: Pick<ManifestVariant, 'width' | 'height' | 'bytes'>,
  { contentType }: Pick<ManifestVariant, 'contentType'>,
  etag: string,
  recipe: string,
): ManifestVariant => ({ name, preset, format, contentType, width, height, bytes, etag, recipe });

function madeOf(name: string, made: Made | null): Ready {
  const variant = made?.variants.find((each) => each.name === name);
  if (variant === undefined) throw new Error(`The variant ${name} was not made`);
  return { variant, size: variant };
}

/** Without what else an original may have. */
export const copyOf = ({ etag, version, bytes, focalPoint }: Original): Original => ({
  etag,
  version,
  bytes,
  ...(focalPoint !== undefined && { focalPoint }),
});
