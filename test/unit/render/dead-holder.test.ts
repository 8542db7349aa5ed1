import { expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { createMemoryClient } from '../../support/memory-s3/index.ts';
import { createRenderHarness } from '../../support/render/harness.ts';
import { KEYS, testReconcileContext } from '../../support/simulation/index.ts';

const PATH = 'a/photo.jpg';

test('what a cache may have read before process put it right is purged with the lock of the render that died', async () => {
  const harness = createRenderHarness();
  harness.bucket.put(KEYS.original(PATH), 'b');
  // It stored the variant of an original before this one, and died before it looked again.
  harness.bucket.put(KEYS.lock(PATH, 'small'), '{}');
  const news: { changed: boolean }[] = [];
  const recheckDelays: number[] = [];
  const process = () =>
    reconcile(
      testReconcileContext(createMemoryClient(harness.bucket), {
        now: () => harness.time,
        report: (told) => Promise.resolve(void news.push(told)),
        reconcileLater: (_path, seconds) => Promise.resolve(void recheckDelays.push(seconds)),
      }),
      PATH,
    );
  await process();
  expect(news).toMatchObject([{ changed: false }]);
  expect(recheckDelays).toEqual([9]);
  harness.time += 9_000;
  await process();
  expect(news).toMatchObject([{ changed: false }, { changed: true }]);
  expect(harness.bucket.keys(KEYS.locks(PATH))).toEqual([]);
});
