import { variantNames } from '../../handler/src/image/names.ts';
import { createPlan } from '../../handler/src/recipe.ts';
import { LARGEST_BATCH } from '../../handler/src/sweep/slice.ts';
import { classic, LIMITS } from '../../test/support/images/presets.ts';
import type { Simulation } from './simulate.ts';

const CONFIG = { presets: classic(['avif', 'webp']), cacheControl: 'public', limits: LIMITS };

/** A library of photos in the three default presets, each with its nine variants and a manifest that is current. */
export function library(originals: number): Simulation {
  const plan = createPlan(CONFIG);
  const image = { format: 'jpeg' as const, width: 4000, height: 3000, frames: 1, alpha: false, degraded: false };
  const recipes = plan.recipes(image, undefined);
  const etag = 'd41d8cd98f00b204e9800998ecf8427e';
  const variants = variantNames(plan.uploads)
    .map(({ name, preset: of, format }) => ({
      name,
      preset: of,
      format,
      contentType: 'image/jpeg',
      width: 800,
      height: 600,
      bytes: 50_000,
      etag,
      recipe: recipes.get(name) ?? '',
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    originals,
    config: CONFIG,
    manifest: {
      schema: 1,
      original: { etag, version: 'v', bytes: 2_000_000 },
      presets: plan.digest,
      status: 'ready',
      limits: plan.limits,
      cacheControl: plan.cacheControl,
      image,
      variantsPrefix: 'variants/',
      variants,
    },
    batchSize: LARGEST_BATCH,
  };
}
