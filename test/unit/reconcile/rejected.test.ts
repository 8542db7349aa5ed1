import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { KEYS, ORIGINAL, PATH, reconcileHarness, testPlan } from '../../support/simulation/index.ts';

describe('an original that can never work', () => {
  test('is rejected with a code and a sentence, and its predecessor leaves nothing behind', async () => {
    const { bucket, run, news, manifest, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    bucket.put(ORIGINAL, 'bad');
    expect(await run()).toMatchObject({ result: 'rejected', code: 'not_an_image' });
    expect(await run()).toMatchObject({ result: 'unchanged' });
    expect(variants()).toEqual([]);
    expect(manifest()).toMatchObject({
      status: 'rejected',
      variants: [],
      rejection: { code: 'not_an_image', message: '"bad" is not an image' },
    });
    expect(news.at(-1)).toEqual({ path: PATH, manifest: manifest(), changed: true });
  });

  test('keeps no variant that appears beside its manifest', async () => {
    const { bucket, run, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'bad');
    await run();
    bucket.put(KEYS.variant(PATH, 'small'), 'late');
    expect(await run()).toMatchObject({ result: 'rejected' });
    expect(variants()).toEqual([]);
  });

  test('because of its length is never downloaded', async () => {
    const requests: string[] = [];
    const { bucket, run } = reconcileHarness(
      {},
      { gate: ({ name, key }) => Promise.resolve(void requests.push(`${name} ${key}`)) },
    );
    bucket.put(ORIGINAL, 'x'.repeat(1001));
    expect(await run()).toMatchObject({
      result: 'rejected',
      code: 'too_many_bytes',
      reason: expect.stringMatching(/1,001 bytes; at most 1,000 are allowed \(limits\.bytes\)/) as unknown as string,
    });
    expect(requests).not.toContain(`GetObjectCommand ${ORIGINAL}`);
  });

  test('because of a limit is made once the limit is raised, and others are not touched', async () => {
    const { bucket, context, run, transforms } = reconcileHarness();
    bucket.put(ORIGINAL, 'x'.repeat(1001));
    await run();
    bucket.put(KEYS.original('small.jpg'), 'one');
    await reconcile(context, 'small.jpg');
    const limits = { ...context.limits, bytes: 1001 };
    const plan = testPlan({ limits });
    const raised = { ...context, limits, plan };
    expect(await reconcile(raised, PATH)).toMatchObject({ result: 'ready' });
    expect(await reconcile(raised, 'small.jpg')).toMatchObject({ result: 'unchanged' });
    expect(transforms()).toBe(2);
  });

  test('is tried again when it is uploaded again, for the function may have more memory by now', async () => {
    const { bucket, run, transforms } = reconcileHarness();
    bucket.put(ORIGINAL, 'bad');
    await run();
    bucket.put(ORIGINAL, 'bad');
    expect(await run()).toMatchObject({ result: 'rejected' });
    expect(transforms()).toBe(2);
  });

  test.each(['a/../b.jpg', 'x'.repeat(1006)])('because of its key is rejected beside its path: %s', async (path) => {
    const { bucket, context } = reconcileHarness();
    bucket.put(KEYS.original(path), 'one');
    expect(await reconcile(context, path)).toMatchObject({ result: 'rejected', code: 'bad_key' });
    expect(bucket.keys('manifests/')).toEqual([KEYS.manifest(path)]);
    expect(await reconcile(context, path)).toMatchObject({ result: 'unchanged' });
  });

  test('because not even its manifest fits a key is reported each time', async () => {
    const { bucket, context, news } = reconcileHarness();
    const path = 'x'.repeat(1014);
    bucket.put(KEYS.original(path), 'one');
    expect(await reconcile(context, path)).toMatchObject({ result: 'rejected', code: 'bad_key' });
    expect(bucket.keys()).toEqual([KEYS.original(path)]);
    expect(news).toHaveLength(1);
    bucket.delete(KEYS.original(path));
    expect(await reconcile(context, path)).toMatchObject({ result: 'unchanged' });
    expect(news).toHaveLength(1);
  });
});
