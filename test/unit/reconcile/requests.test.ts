import { describe, expect, test } from '@jest/globals';

import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';
import { ORIGINAL, PATH, reconcileHarness, testPlan } from '../../support/simulation/index.ts';

const FORMATS = { formats: ['webp' as const, 'avif' as const] };
const PRESETS = {
  large: preset(800, 600, FORMATS),
  middle: preset(400, 300, FORMATS),
  small: preset(200, 150, FORMATS),
};
const planWith = (presets: typeof PRESETS) => testPlan({ presets, limits: LIMITS });

/** A site of nine variants a photo, with the requests of its functions by kind. S3 charges nothing for DELETE. */
function site() {
  const seen = new Map<string, number>();
  const gate = ({ name }: { name: string }) => Promise.resolve(void seen.set(name, (seen.get(name) ?? 0) + 1));
  const harness = reconcileHarness({ plan: planWith(PRESETS) }, { gate });
  const count = (...names: string[]) => names.reduce((sum, name) => sum + (seen.get(`${name}Command`) ?? 0), 0);
  return {
    ...harness,
    /** What a message costs that the queue delivers for the first time, unless told otherwise. */
    costOf: async (receives = 1, more: Partial<ReconcileContext> = {}) => {
      seen.clear();
      Object.assign(harness.context, more);
      await harness.run(receives, harness.clock.now);
      return {
        put: count('PutObject', 'CopyObject'),
        list: count('ListObjectsV2'),
        get: count('GetObject', 'HeadObject'),
        free: count('DeleteObject'),
      };
    },
  };
}

async function settled() {
  const it = site();
  it.bucket.put(ORIGINAL, 'one');
  await it.costOf();
  it.news.length = 0;
  return it;
}

describe('the functions’ requests for a photo of nine variants', () => {
  test('of a first upload', async () => {
    const { bucket, costOf, news } = site();
    bucket.put(ORIGINAL, 'one');
    expect(await costOf()).toEqual({ put: 9 + 1, list: 2, get: 5, free: 0 });
    expect(news).toMatchObject([{ changed: false, manifest: { status: 'ready' } }]);
  });

  test('of a duplicate message', async () => {
    const { costOf, news } = await settled();
    expect(await costOf()).toEqual({ put: 0, list: 2, get: 3, free: 0 });
    expect(news).toEqual([]);
  });

  test('of an overwrite', async () => {
    const { bucket, costOf, news } = await settled();
    bucket.put(ORIGINAL, 'two');
    expect(await costOf()).toEqual({ put: 1 + 9 + 1, list: 3, get: 5, free: 1 });
    expect(news).toMatchObject([{ changed: true }]);
  });

  test('of the same bytes again, which it begins to read', async () => {
    const { bucket, costOf } = await settled();
    bucket.put(ORIGINAL, 'one');
    expect(await costOf()).toEqual({ put: 1, list: 3, get: 5, free: 0 });
  });

  test('of one more preset, whose three variants are all that is made', async () => {
    const { costOf, news } = await settled();
    const more = planWith({ ...PRESETS, ...{ extra: preset(100, 100, FORMATS) } });
    expect(await costOf(1, { plan: more })).toEqual({ put: 3 + 1, list: 3, get: 5, free: 0 });
    expect(news).toMatchObject([{ changed: false }]);
  });

  test('of a delete', async () => {
    const { bucket, costOf, news } = await settled();
    bucket.delete(ORIGINAL);
    expect(await costOf()).toEqual({ put: 1, list: 3, get: 4, free: 9 + 1 + 1 });
    expect(news).toMatchObject([{ changed: true, manifest: null }]);
  });

  test('of an upload that is no image', async () => {
    const { bucket, costOf, news } = site();
    bucket.put(ORIGINAL, 'bad');
    expect(await costOf()).toEqual({ put: 1, list: 2, get: 5, free: 0 });
    expect(news).toMatchObject([{ manifest: { status: 'rejected' } }]);
  });
});

describe('an upload whose first delivery wrote everything, and died before the event was sent', () => {
  /** Leaves no mark: the message is all that tells. */
  async function died(fails: number) {
    const it = site();
    let failures = fails;
    const { report } = it.context;
    Object.assign(it.context, {
      report: (item: Parameters<NonNullable<typeof report>>[0]) =>
        failures-- > 0 ? Promise.reject(new Error('topic')) : report?.(item),
    });
    it.bucket.put(ORIGINAL, 'one');
    const since = it.clock.now;
    for (let receives = 1; receives <= fails; receives += 1) {
      await expect(it.run(receives, since)).rejects.toThrow('topic');
      it.clock.now += 360_000;
    }
    return { ...it, since };
  }

  test('is reported by the second, which leaves a mark until it has', async () => {
    const { run, news, bucket, since } = await died(1);
    expect(bucket.keys('locks/')).toEqual([]);
    expect(await run(2, since)).toMatchObject({ result: 'unchanged' });
    expect(news).toMatchObject([{ path: PATH, manifest: { status: 'ready' }, changed: false }]);
    expect(bucket.keys('locks/')).toEqual([]);
  });

  test('is reported by whoever looks next, once the message is a dead letter', async () => {
    const { run, news, bucket } = await died(5);
    expect(bucket.keys('locks/')).toHaveLength(1);
    await run();
    expect(news).toMatchObject([{ path: PATH, manifest: { status: 'ready' } }]);
    expect(bucket.keys('locks/')).toEqual([]);
  });

  test('is reported when the dead letter is put back, even if no later delivery got as far as a mark', async () => {
    const { run, news, bucket, clock, since } = await died(1);
    clock.now = since + 5 * 360_000;
    await run(1, since);
    expect(news).toHaveLength(1);
    expect(bucket.keys('locks/')).toEqual([]);
  });

  test('is not reported again by other messages', async () => {
    const { run, news, clock } = await died(1);
    await run(1, clock.now);
    await run();
    expect(news).toEqual([]);
  });
});
