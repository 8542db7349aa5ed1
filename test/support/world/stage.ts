import { bareTag } from '../../../handler/src/store/etag.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import type { News, Workshop } from '../../../handler/src/reconcile/run.ts';
import { createBucket, createMemoryClient } from '../memory-s3/index.ts';
import { there } from '../there.ts';
import { cooked, makeVariants } from './kitchen.ts';
import { KEYS, testWorkshop } from './workshop.ts';
import { PATH } from './world.ts';

export const ORIGINAL = KEYS.original(PATH);

/** One worker on one bucket, for tests in which one thing happens after another. */
export function stage(overrides: Partial<Workshop> = {}, clientOptions: Parameters<typeof createMemoryClient>[1] = {}) {
  const clock = { now: 1_000_000_000 };
  const bucket = createBucket({ now: () => clock.now });
  const news: News[] = [];
  const looks: number[] = [];
  let transforms = 0;
  const workshop = testWorkshop(createMemoryClient(bucket, clientOptions), {
    now: () => clock.now,
    report: (item) => Promise.resolve(void news.push(item)),
    lookLater: (_path, seconds) => Promise.resolve(void looks.push(seconds)),
    makeVariants: (...given) => {
      transforms += 1;
      return makeVariants(...given);
    },
    ...overrides,
  });
  const text = (key: string) => Buffer.from(there(bucket.get(key)).body).toString();
  return {
    bucket,
    clock,
    news,
    looks,
    workshop,
    text,
    run: (receives?: number) => reconcile(workshop, PATH, receives),
    transforms: () => transforms,
    manifest: () => JSON.parse(text(KEYS.manifest(PATH))) as Record<string, unknown>,
    /** Stores what a render would make of the original as it is. */
    render: (name: string) => {
      const { etag, body } = there(bucket.get(ORIGINAL));
      const metadata = { 'darkroom-original': bareTag(etag), 'darkroom-presets': workshop.plan.digest };
      bucket.put(KEYS.variant(PATH, name), cooked(Buffer.from(body).toString(), name), { metadata });
    },
    variants: () => bucket.keys(KEYS.variants(PATH)).map((key) => text(key)),
  };
}
