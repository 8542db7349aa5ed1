import { expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { createKitchen } from '../../support/render/galley.ts';
import { createMemoryClient } from '../../support/memory-s3/index.ts';
import { KEYS, testWorkshop } from '../../support/world/index.ts';

const PATH = 'a/photo.jpg';

test('what a cache may have read before process put it right is purged with the lock of the render that died', async () => {
  const kitchen = createKitchen();
  kitchen.bucket.put(KEYS.original(PATH), 'b');
  // It stored the variant of an original before this one, and died before it looked again.
  kitchen.bucket.put(KEYS.lock(PATH, 'small'), '{}');
  const news: { changed: boolean }[] = [];
  const looks: number[] = [];
  const process = () =>
    reconcile(
      testWorkshop(createMemoryClient(kitchen.bucket), {
        now: () => kitchen.time,
        report: (told) => Promise.resolve(void news.push(told)),
        lookLater: (_path, seconds) => Promise.resolve(void looks.push(seconds)),
      }),
      PATH,
    );
  await process();
  expect(news).toMatchObject([{ changed: false }]);
  expect(looks).toEqual([9]);
  kitchen.time += 9_000;
  await process();
  expect(news).toMatchObject([{ changed: false }, { changed: true }]);
  expect(kitchen.bucket.keys(KEYS.locks(PATH))).toEqual([]);
});
