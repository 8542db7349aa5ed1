import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import type { News } from '../../../handler/src/reconcile/run.ts';
import { KEYS, ORIGINAL, PATH, reconcileHarness, sweepAt } from '../../support/simulation/index.ts';

const DAY = 86_400_000;
/** What lies under `locks/` for this long expires: the least that the module comes to (2 × (1 + 14) days). */
const LOCKS_DAYS = 30;
const DELIVERIES = 5;

/** Replaces an original while no message can be sent, until its own message is a dead letter; then lets days pass. */
async function deadLetter(days: number) {
  const topic = { isDown: false };
  const heard: News[] = [];
  const site = reconcileHarness({
    report: (news) => (topic.isDown ? Promise.reject(new Error('topic')) : Promise.resolve(void heard.push(news))),
  });
  site.bucket.put(ORIGINAL, 'one');
  await site.run();
  site.bucket.put(ORIGINAL, 'two');
  topic.isDown = true;
  for (let receives = 1; receives <= DELIVERIES; receives += 1) {
    await expect(site.run(receives)).rejects.toThrow('topic');
    site.clock.now += 360_000;
  }
  topic.isDown = false;
  site.clock.now += days * DAY;
  site.bucket.expire('locks/', site.clock.now - LOCKS_DAYS * DAY);
  heard.length = 0;
  return { ...site, heard };
}

describe('a purge and an event that were promised, and failed at every delivery', () => {
  test.each([0, 1, 3, 13, 27])('arrive when the dead letter is put back after %d days', async (days) => {
    const { run, heard, bucket } = await deadLetter(days);
    await run(1);
    expect(heard).toMatchObject([{ path: PATH, changed: true, manifest: { status: 'ready' } }]);
    expect(bucket.keys('locks/')).toEqual([]);
  });

  test.each([1, 3, 13, 27])('arrive with the sweep after %d days if it was not redriven', async (days) => {
    const { run, heard, bucket, clock } = await deadLetter(days);
    const { queued, tally } = await sweepAt(clock.now, bucket);
    expect(queued).toEqual([PATH]);
    expect(tally).toMatchObject({ promised: 1, foreign: 0 });
    await run(1);
    expect(heard).toMatchObject([{ path: PATH, changed: true }]);
    expect((await sweepAt(clock.now + DAY, bucket)).queued).toEqual([]);
  });
});

describe('what a sweep queues because it was left under locks/', () => {
  test.each([
    [
      'a lock of a holder that died',
      (site: ReturnType<typeof reconcileHarness>) => site.context.store.locks.acquire(PATH, 'wide'),
    ],
    [
      'a mark of an attempt that died',
      (site: ReturnType<typeof reconcileHarness>) => site.context.store.locks.mark(PATH, '.2ABCDEF'),
    ],
    [
      'a mark of a state long gone',
      (site: ReturnType<typeof reconcileHarness>) => site.context.store.locks.mark(PATH, '.eABCDEF'),
    ],
  ])('is removed by the reconcile pass: %s', async (_what, leave) => {
    const site = reconcileHarness();
    site.bucket.put(ORIGINAL, 'one');
    await site.run();
    await leave(site);
    expect((await sweepAt(site.clock.now, site.bucket)).queued).toEqual([]);
    site.clock.now += DAY;
    const { queued } = await sweepAt(site.clock.now, site.bucket);
    expect(queued).toEqual([PATH]);
    for (const path of queued) await reconcile(site.context, path);
    expect(site.bucket.keys('locks/')).toEqual([]);
    expect((await sweepAt(site.clock.now + DAY, site.bucket)).queued).toEqual([]);
  });
});

test('folder markers, and objects that no path owns, are never queued and no event’s loss', async () => {
  const site = reconcileHarness();
  site.bucket.put(ORIGINAL, 'one');
  await site.run();
  for (const key of [
    'originals/a/',
    'originals/',
    'variants/x',
    'variants/a b/small',
    'manifests/readme.txt',
    'locks/x',
  ]) {
    site.bucket.put(key, '');
  }
  const { queued, tally } = await sweepAt(site.clock.now + DAY, site.bucket);
  expect(queued).toEqual([]);
  expect(tally).toMatchObject({ looked: 1, missing: 0, orphaned: 0, foreign: 4 });
  expect(site.bucket.get(KEYS.original('a/'))).not.toBeNull();
});
