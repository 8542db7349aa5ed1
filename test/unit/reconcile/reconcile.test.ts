import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { assertPresent } from '../../support/assert-present.ts';
import type { createBucket, MemoryBucket } from '../../support/memory-s3/index.ts';
import {
  fakeVariant,
  KEYS,
  ORIGINAL,
  PATH,
  PRESETS,
  reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

describe('an upload', () => {
  test('becomes its variants, a manifest, one report and nothing else', async () => {
    const { bucket, run, news, manifest, variants } = reconcileHarness();
    const { version, etag } = bucket.put(ORIGINAL, 'one');
    expect(await run()).toMatchObject({
      result: 'ready',
      transforms: 1,
      variants: 2,
      bytes: 3,
      passes: 2,
      pixels: 120_000,
    });
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
    expect(manifest()).toMatchObject({
      status: 'ready',
      path: PATH,
      original: { etag: etag.replaceAll('"', ''), version, bytes: 3 },
      variants: [{ name: 'small', bytes: 12 }, { name: 'small~webp' }],
    });
    expect(news).toEqual([{ path: PATH, manifest: manifest(), changed: false }]);
    expect(bucket.keys('locks/')).toEqual([]);
  });

  test('delivered five times costs one transform and one report', async () => {
    const { bucket, run, news, transforms } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    const results = [];
    for (let copy = 0; copy < 5; copy += 1) results.push((await run()).result);
    expect(results).toEqual(['ready', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect([transforms(), news.length]).toEqual([1, 1]);
  });

  test('gives the same manifest, byte for byte, whenever it is made', async () => {
    const [first, second] = [reconcileHarness(), reconcileHarness()];
    second.clock.now += 86_400_000;
    for (const { bucket, run } of [first, second]) {
      bucket.put(ORIGINAL, 'one');
      await run();
    }
    expect(first.text(KEYS.manifest(PATH))).toBe(second.text(KEYS.manifest(PATH)));
  });

  test('over another replaces it, removes what was made on request, and says that something changed', async () => {
    const { bucket, run, news, variants, render } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    for (const name of ['wide', '~w_300']) render(name);
    expect(await run()).toMatchObject({ result: 'unchanged' });
    bucket.put(ORIGINAL, 'two');
    expect(await run()).toMatchObject({ result: 'ready' });
    expect(variants()).toEqual([fakeVariant('two', 'small'), fakeVariant('two', 'small~webp')]);
    expect(news.map(({ changed }) => changed)).toEqual([false, true]);
  });

  test('of the same bytes again costs no transform, and keeps what was made on request', async () => {
    const { bucket, run, news, transforms, manifest, variants, render } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    render('wide');
    const { version } = bucket.put(ORIGINAL, 'one');
    expect(await run()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(transforms()).toBe(1);
    expect(manifest()).toMatchObject({ original: { version } });
    expect(variants()).toHaveLength(3);
    expect(news.map(({ changed }) => changed)).toEqual([false, false]);
  });

  test.each<[string, (bucket: MemoryBucket) => unknown]>([
    [
      'the version on top was deleted',
      (bucket) => {
        bucket.revert(ORIGINAL);
      },
    ],
    ['the same bytes were uploaded again', (bucket) => bucket.put(ORIGINAL, 'one')],
  ])('that is as it was because %s keeps nothing that was rendered in between', async (_how, putBack) => {
    const { bucket, run, news, render, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    bucket.put(ORIGINAL, 'two');
    render('wide');
    putBack(bucket);
    expect(await run()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
    expect(news.at(-1)).toMatchObject({ changed: true });
  });

  test('over one whose variants appear only after the reconcile pass has them purged', async () => {
    const { bucket, context, news, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'two');
    const { makeVariants } = context;
    const slow: typeof makeVariants = (job) => {
      bucket.put(KEYS.variant(PATH, 'small'), fakeVariant('one', 'small'));
      return makeVariants(job);
    };
    await reconcile({ ...context, makeVariants: slow }, PATH);
    expect(variants()).toEqual([fakeVariant('two', 'small'), fakeVariant('two', 'small~webp')]);
    expect(news.map(({ changed }) => changed)).toEqual([true]);
  });

  test('touches no variant of an original below its path, nor that one of its', async () => {
    const { bucket, context, variants } = reconcileHarness();
    const below = `${PATH}/inner.jpg`;
    bucket.put(ORIGINAL, 'outer');
    bucket.put(KEYS.original(below), 'inner');
    await reconcile(context, PATH);
    await reconcile(context, below);
    bucket.delete(ORIGINAL);
    await reconcile(context, PATH);
    expect(variants()).toEqual([fakeVariant('inner', 'small'), fakeVariant('inner', 'small~webp')]);
    expect(await reconcile(context, below)).toMatchObject({ result: 'unchanged' });
  });

  test.each([PATH, 'folder/', ''])(
    'of nothing is %s: rejected, or a folder marker that is left alone',
    async (path) => {
      const { bucket, context } = reconcileHarness();
      bucket.put(KEYS.original(path), '');
      const expected = path === PATH ? { result: 'rejected', code: 'empty' } : { result: 'unchanged' };
      expect(await reconcile(context, path)).toMatchObject(expected);
    },
  );
});

describe('a damaged state is made right', () => {
  test.each<[string, (key: (name: string) => string, bucket: ReturnType<typeof createBucket>) => void]>([
    [
      'a variant is gone',
      (key, bucket) => {
        bucket.delete(key('small'));
      },
    ],
    [
      'a variant is another',
      (key, bucket) => {
        bucket.put(key('small'), 'forged');
      },
    ],
    [
      'the manifest is gone',
      (_key, bucket) => {
        bucket.delete(KEYS.manifest(PATH));
      },
    ],
    [
      'the manifest is no JSON',
      (_key, bucket) => {
        bucket.put(KEYS.manifest(PATH), '{');
      },
    ],
    [
      'the manifest claims that there is nothing to make',
      (_key, bucket) => {
        const manifest = JSON.parse(
          Buffer.from(assertPresent(bucket.get(KEYS.manifest(PATH))).body).toString(),
        ) as object;
        bucket.put(KEYS.manifest(PATH), JSON.stringify({ ...manifest, variants: [] }));
      },
    ],
  ])('when %s', async (_what, damage) => {
    const { bucket, run, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    damage((name) => KEYS.variant(PATH, name), bucket);
    expect(await run()).toMatchObject({ result: 'ready', transforms: 1 });
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
  });

  test('when there is one that no preset makes, without a transform', async () => {
    const { bucket, run, news, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    bucket.put(KEYS.variant(PATH, 'old~avif'), 'old');
    expect(await run()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
    expect(news.at(-1)).toMatchObject({ changed: true });
  });

  test('when the presets have changed', async () => {
    const { bucket, run, context, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    const presets = { little: { ...assertPresent(PRESETS['small']), width: 40 } };
    const changed = { ...context, plan: testPlan({ presets, cacheControl: 'x' }) };
    expect(await reconcile(changed, PATH)).toMatchObject({ result: 'ready' });
    expect(variants()).toEqual([fakeVariant('one', 'little'), fakeVariant('one', 'little~webp')]);
  });
});

describe('a removal', () => {
  test('takes variants and manifest with it, is reported once, and is undone when the original comes back', async () => {
    const { bucket, run, news, variants, render } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    render('wide');
    bucket.delete(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'removed' });
    expect(await run()).toMatchObject({ result: 'unchanged' });
    expect(bucket.keys()).toEqual([]);
    expect(news.at(-1)).toEqual({ path: PATH, manifest: null, changed: true });
    bucket.revert(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'ready' });
    expect(variants()).toHaveLength(2);
    expect(news).toHaveLength(3);
  });

  test('is never concluded from a permission that went away', async () => {
    const rights = { denied: false };
    const { bucket, run, variants } = reconcileHarness({}, { hidesMissing: true, denies: () => rights.denied });
    bucket.put(ORIGINAL, 'one');
    await run();
    rights.denied = true;
    await expect(run()).rejects.toThrow('AccessDenied');
    expect(variants()).toHaveLength(2);
  });
});
