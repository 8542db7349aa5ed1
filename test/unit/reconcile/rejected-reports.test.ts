import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { CLOCK_SLACK_SECONDS } from '../../../handler/src/reconcile/lock-life.ts';
import { attemptMark } from '../../../handler/src/reconcile/marks.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';

describe('the rejection of an original', () => {
  test('whose manifest fits no key is told in full, though nothing is stored', async () => {
    const { bucket, context, news } = reconcileHarness();
    const path = 'x'.repeat(1014);
    const { etag, version } = bucket.put(KEYS.original(path), 'one');
    const { reason, steps, ...outcome } = await reconcile(context, path);
    expect(outcome).toMatchObject({ result: 'rejected', code: 'bad_key', path, bytes: 3, passes: 1 });
    expect(Object.keys(steps)).toEqual(['observe']);
    const manifest = {
      path,
      status: 'rejected',
      original: { etag: bareTag(etag), version, bytes: 3 },
      rejection: { code: 'bad_key', message: reason },
    };
    expect(news).toMatchObject([{ path, manifest, changed: false }]);
  });

  test('that kills the function says how often, how, and what to do', async () => {
    const { bucket, context, clock, manifest } = reconcileHarness({ timeout: 45, maxReceiveCount: 5 });
    const { version } = bucket.put(ORIGINAL, 'bomb');
    for (const death of [2, 3]) bucket.put(KEYS.lock(PATH, attemptMark(death, version)), String(death));
    clock.now += (45 + CLOCK_SLACK_SECONDS + 1) * 1000;
    expect(await reconcile(context, PATH, { receives: 4, since: undefined })).toMatchObject({ code: 'too_expensive' });
    const told = /killed the function 2 times\b.*\b45 seconds: upload a smaller picture, or raise the memory/;
    expect(manifest()).toMatchObject({ rejection: { message: expect.stringMatching(told) } });
  });
});
