import { describe, expect, test } from '@jest/globals';

import { lookAfterUncertain } from '../../../handler/src/reconcile/uncertain.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import { CACHE_CONTROL, KEYS, PATH } from '../../support/simulation/index.ts';

/** What a queue accepts as a message's delay, in seconds. */
const LONGEST_DELAY = 900;

/** Ends runs on one path, of which a write may still be on its way. */
function site() {
  const client = createMemoryClient(createBucket());
  const store = createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL });
  store.uncertain.add(PATH);
  const looks: [string, number][] = [];
  const queue = { isDown: false };
  const end = (path = PATH) =>
    lookAfterUncertain({
      path,
      store,
      reconcileLater: (...look) =>
        queue.isDown ? Promise.reject(new Error('SQS')) : Promise.resolve(void looks.push(look)),
    });
  return { end, looks, queue };
}

describe('a path on which a write may still take effect', () => {
  test('is looked at once more, as late as a queue allows, and then counts as settled', async () => {
    const { end, looks } = site();
    await end('other.jpg');
    expect(looks).toEqual([]);
    await end();
    await end();
    expect(looks).toEqual([[PATH, LONGEST_DELAY]]);
  });

  test('stays one until the queue has accepted that look', async () => {
    const { end, looks, queue } = site();
    queue.isDown = true;
    await expect(end()).rejects.toThrow('SQS');
    queue.isDown = false;
    await end();
    expect(looks).toHaveLength(1);
  });
});
