import { describe, expect, test } from '@jest/globals';

import type { RejectedManifest } from '../../../handler/src/manifest.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import {
  fakeVariant,
  keeping,
  KEYS,
  ORIGINAL,
  PATH,
  PRESETS,
  reconcileHarness,
  testPlan,
  testReconcileContext,
} from '../../support/simulation/index.ts';

describe('the first delivery of a message', () => {
  test.each([1, 2])('makes a new original even where few are allowed: %d', async (maxReceiveCount) => {
    const { bucket, run, clock } = reconcileHarness({ maxReceiveCount });
    bucket.put(ORIGINAL, 'one');
    expect(await run(1, clock.now)).toMatchObject({ result: 'ready' });
  });

  test('replaces the manifest that it saw, and needs no third pass for it, though with KMS no variant has an ETag twice', async () => {
    const bucket = createBucket({ uniqueTags: true });
    const context = testReconcileContext(createMemoryClient(bucket));
    bucket.put(ORIGINAL, 'one');
    await reconcile(context, PATH);
    bucket.delete(KEYS.variant(PATH, 'small'));
    expect(await reconcile(context, PATH)).toMatchObject({ result: 'ready', transforms: 1, passes: 2 });
  });
});

describe('a later delivery of a message, which looks at everything at once,', () => {
  test('removes the manifest of a deleted original that has no variants', async () => {
    const { bucket, run, clock } = reconcileHarness();
    bucket.put(ORIGINAL, 'bad');
    await run();
    bucket.delete(ORIGINAL);
    expect(await run(2, clock.now)).toMatchObject({ result: 'removed' });
    expect(bucket.keys()).toEqual([]);
  });

  test('replaces a manifest that nobody can read', async () => {
    const { bucket, run, clock, manifest } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    bucket.put(KEYS.manifest(PATH), '{');
    expect(await run(2, clock.now)).toMatchObject({ result: 'ready' });
    expect(manifest()).toMatchObject({ status: 'ready' });
  });

  test('makes an original that replaced a broken one within a second, in a bucket without versions', async () => {
    const bucket = createBucket({ versioned: false });
    const context = testReconcileContext(createMemoryClient(bucket));
    bucket.put(ORIGINAL, 'bad');
    expect(await reconcile(context, PATH)).toMatchObject({ result: 'rejected' });
    bucket.put(ORIGINAL, 'one');
    expect(await reconcile(context, PATH, { receives: 2, since: 0 })).toMatchObject({ result: 'ready' });
  });
});

test('an object whose key ends with a slash is an original if there is anything in it', async () => {
  const { bucket, context } = reconcileHarness();
  bucket.put(KEYS.original('folder/'), 'one');
  expect(await reconcile(context, 'folder/')).toMatchObject({ result: 'ready', variants: 2 });
});

test('where every preset is made on request, what is rendered of a broken original is removed again', async () => {
  const plan = testPlan({ presets: { wide: assertPresent(PRESETS['wide']) } });
  const { bucket, run, render, variants } = reconcileHarness({ plan });
  bucket.put(ORIGINAL, 'bad');
  await run();
  render('wide');
  expect(await run()).toMatchObject({ result: 'rejected' });
  expect(variants()).toEqual([]);
});

describe('with on_reject = "keep", a broken original', () => {
  /** A broken original has replaced a good one, of which this was made on request, and these variants were lost. */
  async function broken(lost: readonly string[] = []) {
    const requests: string[] = [];
    const site = reconcileHarness(
      {},
      { gate: ({ name, key }) => Promise.resolve(void requests.push(`${name} ${key}`)) },
    );
    const run = () => reconcile(keeping(site.context), PATH);
    site.bucket.put(ORIGINAL, 'one');
    await run();
    site.render('wide');
    for (const name of lost) site.bucket.delete(KEYS.variant(PATH, name));
    site.bucket.put(ORIGINAL, 'bad');
    await run();
    requests.length = 0;
    return { ...site, run, requests };
  }

  test('keeps no variant of a preset that appears after those of the good one were lost', async () => {
    const { bucket, run, variants } = await broken(['small']);
    bucket.put(KEYS.variant(PATH, 'small'), 'late');
    expect(await run()).toMatchObject({ result: 'rejected' });
    expect(variants()).toEqual([fakeVariant('one', 'small~webp'), fakeVariant('one', 'wide')]);
  });

  test('keeps nothing that was rendered of itself', async () => {
    const { run, render, variants } = await broken();
    render('~w_300');
    expect(await run()).toMatchObject({ result: 'rejected' });
    expect(variants()).toEqual(['small', 'small~webp', 'wide'].map((name) => fakeVariant('one', name)));
  });

  test('has its manifest made right if that counts a variant made on request among the kept', async () => {
    const { bucket, run, text, manifest } = await broken();
    const right = text(KEYS.manifest(PATH));
    const kept = assertPresent((manifest() as unknown as RejectedManifest).kept);
    const etag = bareTag(assertPresent(bucket.get(KEYS.variant(PATH, 'wide'))).etag);
    const wide = { ...assertPresent(kept.variants[0]), name: 'wide', preset: 'wide', etag };
    bucket.put(
      KEYS.manifest(PATH),
      JSON.stringify({ ...manifest(), kept: { ...kept, variants: [...kept.variants, wide] } }),
    );
    expect(await run()).toMatchObject({ result: 'rejected' });
    expect(text(KEYS.manifest(PATH))).toBe(right);
  });

  test('has all of them removed, and none examined, when it is deleted', async () => {
    const { bucket, run, requests } = await broken();
    bucket.delete(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'removed' });
    expect(requests.filter((request) => request.startsWith(`HeadObjectCommand ${KEYS.variants(PATH)}`))).toEqual([]);
    expect(bucket.keys()).toEqual([]);
  });
});
