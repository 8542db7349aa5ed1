import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { MOST_ON_REQUEST } from '../../../handler/src/reconcile/stale-variants.ts';
import { MOST_LISTED } from '../../../handler/src/store/index.ts';
import { KEYS, makeVariants, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';

/** A site that counts its requests to S3, with this many signed transforms of one original. */
async function crowded(count: number) {
  const requests = new Map<string, number>();
  const gate = ({ name }: { name: string }) => {
    requests.set(name, (requests.get(name) ?? 0) + 1);
    return Promise.resolve();
  };
  const site = reconcileHarness({}, { gate });
  site.bucket.put(ORIGINAL, 'one');
  await site.run();
  for (let i = 0; i < count; i += 1) {
    site.clock.now += 1000;
    site.render(`~w_${String(i).padStart(6, '0')}`);
  }
  requests.clear();
  const transforms = () => site.bucket.keys(KEYS.variant(PATH, '~'));
  return {
    ...site,
    requests: (name: string) => requests.get(`${name}Command`) ?? 0,
    clear: () => {
      requests.clear();
    },
    left: transforms,
  };
}

describe('signed transforms of one original', () => {
  test('are asked about once a run, and all stay while they are few', async () => {
    const { bucket, run, requests, left } = await crowded(300);
    bucket.put(ORIGINAL, 'one');
    expect(await run()).toMatchObject({ result: 'ready', transforms: 0, passes: 2 });
    expect(left()).toHaveLength(300);
    // And the original, once per pass.
    expect(requests('HeadObject')).toBe(300 + 2);
  });

  test('beyond what one reconcile pass can check are deleted, oldest first', async () => {
    const { run, requests, left } = await crowded(MOST_ON_REQUEST + 3_000);
    expect(await run()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(left()).toHaveLength(MOST_ON_REQUEST);
    expect(left()[0]).toBe(KEYS.variant(PATH, '~w_003000'));
    expect(requests('HeadObject')).toBeLessThanOrEqual(MOST_ON_REQUEST + 2);
  });

  test('beyond what one reconcile pass can list are left to another message, sent before this one completes', async () => {
    const { bucket, run, requests, clear, left, recheckDelays } = await crowded(MOST_LISTED + 5_000);
    bucket.put(ORIGINAL, 'two');
    await run();
    expect(recheckDelays).toEqual([0]);
    expect(requests('DeleteObject')).toBeLessThanOrEqual(MOST_LISTED);
    expect(requests('ListObjectsV2')).toBeLessThanOrEqual(2 + MOST_LISTED / 1000);
    expect(left().length).toBeGreaterThan(0);
    clear();
    expect(await run()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(left()).toEqual([]);
    expect(recheckDelays).toEqual([0]);
  });
});

test('an original that never stops changing is looked at six times, and goes back to the queue', async () => {
  let heads = 0;
  const { bucket, context } = reconcileHarness(
    {},
    { gate: ({ name }) => Promise.resolve(void (heads += name === 'HeadObjectCommand' ? 1 : 0)) },
  );
  bucket.put(ORIGINAL, 'one');
  const changing: typeof makeVariants = (job) => {
    bucket.put(ORIGINAL, `again ${bucket.changes.length}`);
    return makeVariants(job);
  };
  await expect(reconcile({ ...context, makeVariants: changing }, PATH)).rejects.toThrow('Not settled after 6 passes');
  expect(heads).toBe(6);
});

test('variants that could not be stored are stored without another transform', async () => {
  const { bucket, context, transforms, variants } = reconcileHarness();
  bucket.put(ORIGINAL, 'two');
  const slow: typeof makeVariants = (job) => {
    bucket.put(KEYS.variant(PATH, 'small'), 'small of one');
    return context.makeVariants(job);
  };
  expect(await reconcile({ ...context, makeVariants: slow }, PATH)).toMatchObject({
    result: 'ready',
    transforms: 1,
    passes: 3,
  });
  expect(transforms()).toBe(1);
  // And no manifest was written that names less than there has to be.
  expect(bucket.changes.filter(({ key }) => key === KEYS.manifest(PATH))).toHaveLength(1);
  expect(variants()).toEqual(['small of two', 'small~webp of two']);
});
