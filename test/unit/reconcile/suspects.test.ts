import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import type { Outcome } from '../../../handler/src/reconcile/outcome.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import { KEYS, makeVariants, testReconcileContext } from '../../support/simulation/index.ts';

const PATH = 'bomb.png';
const VISIBILITY_TIMEOUT = 360_000;
const never = (): Promise<never> => new Promise(() => undefined);

type Attempt = 'kill' | 'fail' | 'outage' | 'work';

/** Delivers a message like a queue, each time with this fate, and returns the outcome of the last delivery. */
async function deliver(fates: readonly Attempt[], maxReceiveCount = 5): Promise<Outcome | 'killed' | 'failed'> {
  let now = 1_000_000_000;
  const bucket = createBucket({ now: () => now });
  bucket.put(KEYS.original(PATH), 'huge');
  let last: Outcome | 'killed' | 'failed' = 'killed';
  for (const [index, fate] of fates.entries()) {
    let killed: (() => void) | undefined;
    const death = new Promise<'killed'>(
      (resolve) =>
        (killed = () => {
          resolve('killed');
        }),
    );
    const transforms: Record<Attempt, ReconcileContext['makeVariants']> = {
      work: makeVariants,
      fail: () => Promise.reject(new Error('worker died')),
      outage: makeVariants,
      kill: () => {
        killed?.();
        return never();
      },
    };
    const gate = () => (fate === 'outage' ? Promise.reject(new Error('503')) : Promise.resolve());
    const context = testReconcileContext(createMemoryClient(bucket, { gate }), {
      now: () => now,
      maxReceiveCount,
      makeVariants: transforms[fate],
    });
    last = await Promise.race([
      death,
      reconcile(context, PATH, { receives: index + 1, since: undefined }).catch(() => 'failed' as const),
    ]);
    now += VISIBILITY_TIMEOUT;
  }
  return last;
}

describe('an original', () => {
  test.each<[string, Attempt[], number]>([
    ['that kills the function each time', ['kill', 'kill', 'kill', 'kill'], 5],
    ['that kills it after one outage', ['outage', 'kill', 'kill', 'kill'], 5],
    ['that kills it, where a queue gives it four tries', ['kill', 'kill', 'kill', 'kill'], 4],
    ['that kills it, where a queue gives it three tries', ['kill', 'kill', 'kill'], 3],
  ])('%s is rejected before it becomes a dead letter', async (_what, fates, maxReceiveCount) => {
    expect(await deliver(fates, maxReceiveCount)).toMatchObject({ result: 'rejected', code: 'too_expensive' });
  });

  test.each<[string, Attempt[]]>([
    ['an outage that ends at the last try', ['outage', 'outage', 'outage', 'outage', 'work']],
    ['errors that end at the last try', ['fail', 'fail', 'fail', 'fail', 'work']],
    ['one death and an outage', ['kill', 'outage', 'outage', 'outage', 'work']],
    ['a death, errors and an outage', ['kill', 'kill', 'fail', 'outage', 'work']],
  ])('is never rejected for %s', async (_what, fates) => {
    expect(await deliver(fates)).toMatchObject({ result: 'ready' });
  });

  test('is not rejected for the deaths of the one before it', async () => {
    let now = 1_000_000_000;
    const bucket = createBucket({ now: () => now });
    bucket.put(KEYS.original(PATH), 'huge');
    const killer = testReconcileContext(createMemoryClient(bucket), { now: () => now, makeVariants: never });
    for (const receives of [1, 2, 3]) {
      void reconcile(killer, PATH, { receives, since: undefined });
      await new Promise((resolve) => setTimeout(resolve, 20));
      now += VISIBILITY_TIMEOUT;
    }
    expect(bucket.keys(KEYS.locks(PATH))).toHaveLength(2);
    bucket.put(KEYS.original(PATH), 'small');
    const healthy = testReconcileContext(createMemoryClient(bucket), { now: () => now });
    expect(await reconcile(healthy, PATH, { receives: 4, since: undefined })).toMatchObject({ result: 'ready' });
    expect(bucket.keys(KEYS.locks(PATH))).toEqual([]);
  });
});
