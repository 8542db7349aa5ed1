import { describe, expect, test } from '@jest/globals';

import { planOf } from '../../../handler/src/recipe.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { CACHE_CONTROL, LIMITS, ORIGINAL, PATH, PRESETS, reconcileHarness } from '../../support/simulation/index.ts';

const { small } = PRESETS;
/** What a change of the presets asks for. */
const changed = planOf({
  presets: { ...PRESETS, small: { ...assertPresent(small), background: '#123456' } },
  cacheControl: CACHE_CONTROL,
  release: 1,
  limits: LIMITS,
});

describe('an original that moved to an archive', () => {
  test('keeps its variants, also when presets change, and nothing is retried', async () => {
    const { bucket, context, run, variants, manifest, news } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    const [before, made] = [manifest(), variants()];
    bucket.setArchive(ORIGINAL, 'archived');
    expect(await run()).toMatchObject({ result: 'unchanged' });
    expect(await reconcile({ ...context, plan: changed }, PATH)).toMatchObject({ result: 'unchanged', transforms: 0 });
    expect([manifest(), variants()]).toEqual([before, made]);
    expect(news).toHaveLength(1);
  });

  test('gets the variants of changed presets once it is restored', async () => {
    const { bucket, context, run, manifest } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    bucket.setArchive(ORIGINAL, 'archived');
    const later = { ...context, plan: changed };
    await reconcile(later, PATH);
    bucket.setArchive(ORIGINAL, 'restored');
    expect(await reconcile(later, PATH)).toMatchObject({ result: 'ready', transforms: 1 });
    expect(manifest()).toMatchObject({ presets: changed.digest });
    bucket.setArchive(ORIGINAL, 'archived');
    expect(await reconcile(later, PATH)).toMatchObject({ result: 'unchanged' });
  });

  test('before anything was made of it is rejected with what to do, and made once it is restored', async () => {
    const { bucket, run, manifest, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    bucket.setArchive(ORIGINAL, 'archived');
    expect(await run()).toMatchObject({ result: 'rejected', code: 'archived', transforms: 0 });
    expect(await run()).toMatchObject({ result: 'unchanged' });
    expect(manifest()).toMatchObject({ rejection: { message: expect.stringContaining('aws s3api restore-object') } });
    bucket.setArchive(ORIGINAL, 'restored');
    expect(await run()).toMatchObject({ result: 'ready' });
    expect(variants()).not.toEqual([]);
  });

  test('between being observed and being read is observed again by the next delivery', async () => {
    const { bucket, run } = reconcileHarness(
      {},
      {
        gate: ({ name, key }) => {
          if (name === 'GetObjectCommand' && key === ORIGINAL) bucket.setArchive(ORIGINAL, 'archived');
          return Promise.resolve();
        },
      },
    );
    bucket.put(ORIGINAL, 'one');
    await expect(run()).rejects.toThrow('InvalidObjectState');
    expect(await run()).toMatchObject({ result: 'rejected', code: 'archived' });
  });

  test('that replaces another is rejected, for the site must not show another photo', async () => {
    const { bucket, run, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    bucket.put(ORIGINAL, 'two');
    bucket.setArchive(ORIGINAL, 'archived');
    expect(await run()).toMatchObject({ result: 'rejected', code: 'archived' });
    expect(variants()).toEqual([]);
  });
});
