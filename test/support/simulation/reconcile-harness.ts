import { readFocalPoint } from '../../../handler/src/focal-point.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import type { News, ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { assertPresent } from '../assert-present.ts';
import { createBucket, createMemoryClient } from '../memory-s3/index.ts';
import { fakeVariant, makeVariants } from './fake-images.ts';
import { CACHE_CONTROL, KEYS, testReconcileContext } from './reconcile-context.ts';
import { PATH } from './simulation.ts';

export const ORIGINAL = KEYS.original(PATH);

/** One worker on one bucket, for sequential tests. */
export function reconcileHarness(
  overrides: Partial<ReconcileContext> = {},
  clientOptions: Parameters<typeof createMemoryClient>[1] = {},
) {
  const clock = { now: 1_000_000_000 };
  const bucket = createBucket({ now: () => clock.now });
  const news: News[] = [];
  const recheckDelays: number[] = [];
  let transforms = 0;
  const context = testReconcileContext(createMemoryClient(bucket, clientOptions), {
    now: () => clock.now,
    report: (item) => Promise.resolve(void news.push(item)),
    reconcileLater: (_path, seconds) => Promise.resolve(void recheckDelays.push(seconds)),
    makeVariants: (job) => {
      transforms += 1;
      return makeVariants(job);
    },
    ...overrides,
  });
  const text = (key: string) => Buffer.from(assertPresent(bucket.get(key)).body).toString();
  return {
    bucket,
    clock,
    news,
    recheckDelays,
    context,
    text,
    /** @param since when the queue that keeps the message has it; undefined without a queue */
    run: (receives = 1, since?: number) => reconcile(context, PATH, { receives, since }),
    transforms: () => transforms,
    manifest: () => JSON.parse(text(KEYS.manifest(PATH))) as Record<string, unknown>,
    /** Stores the variant that render would make of the current original. */
    render: (name: string) => {
      const { etag, body, metadata } = assertPresent(bucket.get(ORIGINAL));
      const focalPoint = readFocalPoint(metadata);
      const recipe = context.plan.recipeOnRequest(name, focalPoint) ?? '';
      bucket.put(KEYS.variant(PATH, name), fakeVariant(Buffer.from(body).toString(), name, focalPoint), {
        cacheControl: CACHE_CONTROL,
        metadata: { 'darkroom-original': bareTag(etag), 'darkroom-recipe': recipe },
      });
    },
    variants: () => bucket.keys(KEYS.variants(PATH)).map((key) => text(key)),
  };
}
