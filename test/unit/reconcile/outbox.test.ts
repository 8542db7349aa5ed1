import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { outboxMark, stateTag } from '../../../handler/src/reconcile/marks.ts';
import { KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';

/** A site where a message is delivered again, after its original was made and reported. */
async function settled() {
  const site = reconcileHarness();
  const { bucket, context, clock, news } = site;
  const { version } = bucket.put(ORIGINAL, 'one');
  await site.run();
  news.length = 0;
  const due = KEYS.lock(PATH, outboxMark('p', stateTag(version, context.plan.digest)));
  const again = async (report = context.report) => {
    const since = bucket.changes.length;
    const outcome = await reconcile({ ...context, report }, PATH, { receives: 2, since: clock.now });
    const changes = bucket.changes
      .slice(since)
      .map(({ key, object }) => [key, object === null ? 'deleted' : 'written']);
    return { outcome, changes };
  };
  return { bucket, news, due, again };
}

describe('a message that is delivered again', () => {
  test('and finds a mark of what is due sends it, and writes no mark besides', async () => {
    const { bucket, news, due, again } = await settled();
    bucket.put(due, 'left by the delivery before');
    expect((await again()).changes).toEqual([[due, 'deleted']]);
    expect(news).toMatchObject([{ changed: true }]);
  });

  test('writes nothing on a stack whose reports nobody receives any more, and removes the marks of when somebody did', async () => {
    const { bucket, due, again } = await settled();
    expect((await again(null)).changes).toEqual([]);
    bucket.put(due, 'left by the delivery before');
    expect(await again(null)).toMatchObject({ outcome: { result: 'unchanged' }, changes: [[due, 'deleted']] });
  });
});
