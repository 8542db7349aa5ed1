import { describe, expect, test } from '@jest/globals';

import {
  CLOCK_SLACK_SECONDS,
  isExpired,
  LOCK_LIFE_SECONDS,
  RECHECK_AFTER_SECONDS,
} from '../../../handler/src/reconcile/lock-life.ts';
import type { News } from '../../../handler/src/reconcile/run.ts';
import { RECHECK_UNCERTAIN_AFTER_SECONDS } from '../../../handler/src/reconcile/uncertain.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { fakeVariant, KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';

describe('a lock', () => {
  test('counts as long as its life and the difference of two clocks, and no longer', () => {
    const over = (LOCK_LIFE_SECONDS + CLOCK_SLACK_SECONDS) * 1000;
    expect([isExpired(1000, 1000 + over), isExpired(1000, 1001 + over)]).toEqual([false, true]);
  });

  test('that is alive causes one later reconcile pass, and is left in place', async () => {
    const { bucket, run, recheckDelays } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    bucket.put(KEYS.lock(PATH, 'wide'), 'id');
    await run();
    expect(recheckDelays).toEqual([RECHECK_AFTER_SECONDS]);
    expect(bucket.keys('locks/')).toEqual([KEYS.lock(PATH, 'wide')]);
  });

  test('whose holder died is removed, with what the holder may have left, and the CDN is purged', async () => {
    const { bucket, clock, run, recheckDelays, news, render, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    bucket.put(KEYS.lock(PATH, 'wide'), 'id');
    render('wide');
    render('~w_300');
    clock.now += RECHECK_AFTER_SECONDS * 1000;
    await run();
    expect(bucket.keys('locks/')).toEqual([]);
    expect(variants()).toEqual([
      fakeVariant('one', 'small'),
      fakeVariant('one', 'small~webp'),
      fakeVariant('one', '~w_300'),
    ]);
    expect(news.at(-1)).toMatchObject({ changed: true });
    // Its last write may not have arrived yet.
    expect(recheckDelays).toEqual([RECHECK_UNCERTAIN_AFTER_SECONDS]);
  });

  test('whose holder left a note goes without a purge: it had stored nothing', async () => {
    const { bucket, clock, run, recheckDelays, news, render, context } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    const lock = await context.store.locks.acquire(PATH, 'wide');
    await context.store.locks.conclude(PATH, 'wide', assertPresent(lock), { state: 'failed' });
    render('wide');
    clock.now += RECHECK_AFTER_SECONDS * 1000;
    expect(await run()).toMatchObject({ result: 'unchanged' });
    expect(bucket.keys('locks/')).toEqual([]);
    expect(bucket.get(KEYS.variant(PATH, 'wide'))).not.toBeNull();
    expect([news.length, recheckDelays.length]).toEqual([1, 0]);
  });
});

test('a message that was delivered before has its path looked at later too: its worker may have died with a write on its way', async () => {
  const { bucket, run, recheckDelays } = reconcileHarness();
  bucket.put(ORIGINAL, 'one');
  await run(1);
  expect(recheckDelays).toEqual([]);
  await run(2);
  await run(1);
  expect(recheckDelays).toEqual([RECHECK_UNCERTAIN_AFTER_SECONDS]);
});

describe('a failure', () => {
  test('of S3 in the middle is thrown, and the next try needs no more than the rest', async () => {
    const fault = { at: 'PutObjectCommand manifests/' };
    const gate = ({ name, key }: { name: string; key: string }) =>
      `${name} ${key}`.startsWith(fault.at) ? Promise.reject(new Error('SlowDown')) : Promise.resolve();
    const { bucket, run, news } = reconcileHarness({}, { gate });
    bucket.put(ORIGINAL, 'one');
    await expect(run()).rejects.toThrow('SlowDown');
    expect(news).toEqual([]);
    fault.at = 'nothing';
    expect(await run(2)).toMatchObject({ result: 'ready' });
    expect(news).toHaveLength(1);
  });

  test('to report is thrown, and made up for without another transform', async () => {
    const topic = { down: true };
    const heard: News[] = [];
    const { bucket, run, transforms } = reconcileHarness({
      report: (item) => (topic.down ? Promise.reject(new Error('topic')) : Promise.resolve(void heard.push(item))),
    });
    bucket.put(ORIGINAL, 'one');
    for (let attempt = 1; attempt <= 5; attempt += 1) await expect(run(attempt)).rejects.toThrow('topic');
    topic.down = false;
    await run(1);
    expect([heard.length, transforms()]).toEqual([1, 1]);
  });

  test('to store one variant waits for the others: nothing is written after its writer gave up', async () => {
    let writing = 0;
    const gate = async ({ name, key }: { name: string; key: string }) => {
      if (name !== 'PutObjectCommand' || !key.startsWith('variants/')) return;
      if (key.endsWith('small')) throw new Error('SlowDown');
      writing += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      writing -= 1;
    };
    const { bucket, run } = reconcileHarness({}, { gate });
    bucket.put(ORIGINAL, 'one');
    await expect(run()).rejects.toThrow('SlowDown');
    expect(writing).toBe(0);
    expect(bucket.keys(KEYS.variants(PATH))).toEqual([KEYS.variant(PATH, 'small~webp')]);
  });
});
