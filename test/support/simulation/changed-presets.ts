import { Rejection } from '../../../handler/src/errors.ts';
import type { Presets } from '../../../handler/src/presets.ts';
import type { Recipe } from '../../../handler/src/recipe.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { preset } from '../images/presets.ts';
import { createMemoryClient } from '../memory-s3/index.ts';
import { makeVariants, PRESETS } from './fake-images.ts';
import { KEYS, RECIPE, testPlan } from './reconcile-context.ts';
import { ORIGINAL, reconcileHarness } from './reconcile-harness.ts';
import { PATH } from './simulation.ts';

export const BEFORE: Presets = { ...PRESETS, tiny: preset(20, 15) };

/** Bytes depend on what a preset says, not on its name: `renamed` is the former `tiny`. */
async function asItWasNamed(making: ReturnType<typeof makeVariants>): ReturnType<typeof makeVariants> {
  const made = await making;
  const named = (text: string) => Buffer.from(text.replace('renamed', 'tiny'));
  return {
    ...made,
    variants: made.variants.map((each) => ({ ...each, bytes: named(Buffer.from(each.bytes).toString()) })),
  };
}

/** A site whose presets have changed since its variants were made, and a count of what a pass asks of S3. */
export async function changedTo(
  change: Partial<Recipe>,
  since: (site: ReturnType<typeof reconcileHarness>) => void = () => undefined,
) {
  const requests: string[] = [];
  const crash = { at: Infinity };
  const gate = ({ name, key }: { name: string; key: string }) => {
    requests.push(`${name.replace('Command', '')} ${key}`);
    return requests.length > crash.at ? Promise.reject(new Error('crash')) : Promise.resolve();
  };
  const wanted: (readonly string[] | undefined)[] = [];
  const site = reconcileHarness(
    {
      plan: testPlan({ presets: BEFORE }),
      makeVariants: (job) => {
        wanted.push(job.only);
        if (job.limits.pixels < 120_000) return Promise.reject(new Rejection('too_many_pixels', 'Too large.'));
        return asItWasNamed(makeVariants(job));
      },
    },
    { gate },
  );
  site.bucket.put(ORIGINAL, 'one');
  await site.run();
  since(site);
  site.news.length = 0;
  wanted.length = 0;
  const recipe = { ...RECIPE, presets: BEFORE, ...change };
  const client = createMemoryClient(site.bucket, { gate });
  const context = {
    ...site.context,
    plan: testPlan(recipe),
    limits: recipe.limits,
    store: createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: recipe.cacheControl }),
  };
  const object = (name: string) => site.bucket.get(KEYS.variant(PATH, name));
  const versions = new Map(['small', 'small~webp', 'tiny', 'wide'].map((name) => [name, object(name)?.version]));
  return {
    ...site,
    context,
    wanted,
    crash,
    requests,
    object,
    stays: (name: string) => object(name)?.version === versions.get(name),
    pass: (receives?: number) => {
      requests.length = 0;
      return reconcile(context, PATH, { receives: receives ?? 1, since: undefined });
    },
    names: () => site.bucket.keys(KEYS.variants(PATH)).map((key) => key.slice(KEYS.variants(PATH).length)),
  };
}
