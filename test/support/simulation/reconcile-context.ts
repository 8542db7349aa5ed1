import type { S3Client } from '@aws-sdk/client-s3';

import { createKeys } from '../../../handler/src/keys.ts';
import { type OnReject, type Plan, planOf, type Recipe } from '../../../handler/src/recipe.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { LIMITS, makeVariants, PRESETS } from './fake-images.ts';

export const PREFIXES = { originals: 'originals/', variants: 'variants/', manifests: 'manifests/', locks: 'locks/' };
export const KEYS = createKeys(PREFIXES);
export const CACHE_CONTROL = 'public, max-age=60';

export const RECIPE: Recipe = { presets: PRESETS, cacheControl: CACHE_CONTROL, release: 1, limits: LIMITS };

/** The plan for that, with a test's changes. */
export const testPlan = (changes: Partial<Recipe> = {}, onReject?: OnReject): Plan =>
  planOf({ ...RECIPE, ...changes }, onReject);

/** One for all contexts, as it never changes: digesting it takes longer than most steps of a simulation. */
const PLAN = testPlan();

/** A reconcile context for a client of an in-memory bucket, with a test's overrides. */
export function testReconcileContext(client: S3Client, overrides: Partial<ReconcileContext> = {}): ReconcileContext {
  return {
    store: createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL }),
    keys: KEYS,
    plan: PLAN,
    limits: LIMITS,
    makeVariants,
    reconcileLater: () => Promise.resolve(),
    report: () => Promise.resolve(),
    now: () => 0,
    timeout: 60,
    maxReceiveCount: 5,
    ...overrides,
  };
}
