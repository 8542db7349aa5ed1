import { describe, expect, test } from '@jest/globals';

import type { RejectedManifest } from '../../../handler/src/manifest.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { preset } from '../../support/images/presets.ts';
import {
  fakeVariant,
  keeping,
  KEYS,
  ORIGINAL,
  PATH,
  PRESETS,
  reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

/** A site with `on_reject = "keep"` and a good original. */
async function good() {
  const site = reconcileHarness();
  site.bucket.put(ORIGINAL, 'one');
  await site.run();
  site.news.length = 0;
  const context = keeping(site.context);
  return { ...site, context, run: () => reconcile(context, PATH) };
}

describe('with on_reject = "keep", a broken original', () => {
  test('of whose predecessor nothing is left keeps nothing, not even what was made on request', async () => {
    const { bucket, run, render, manifest, variants, news } = await good();
    for (const name of ['small', 'small~webp']) bucket.put(KEYS.variant(PATH, name), 'forged');
    render('wide');
    bucket.put(ORIGINAL, 'bad');
    expect(await run()).toMatchObject({ result: 'rejected', reused: 0 });
    expect(manifest()).not.toHaveProperty('kept');
    expect(variants()).toEqual([]);
    expect(news).toMatchObject([{ changed: true }]);
  });

  test('that nothing good came before reuses nothing, and says so', async () => {
    const { bucket, context } = reconcileHarness();
    bucket.put(ORIGINAL, 'bad');
    expect(await reconcile(keeping(context), PATH)).toMatchObject({ result: 'rejected', reused: 0 });
  });

  test('never names a kept variant that it removes, because its preset is gone', async () => {
    const { bucket, context, run, variants } = await good();
    bucket.put(ORIGINAL, 'bad');
    await run();
    const since = bucket.changes.length;
    const small = { ...assertPresent(PRESETS['small']), formats: [] };
    const presets = { small, extra: preset(9, 9) };
    const plan = testPlan({ presets }, 'keep');
    expect(await reconcile({ ...context, plan }, PATH)).toMatchObject({ result: 'rejected', reused: 1 });
    expect(variants()).toEqual([fakeVariant('one', 'small')]);
    const manifests = bucket.changes.slice(since).filter(({ key }) => key === KEYS.manifest(PATH));
    const kept = manifests.map(({ object }) => {
      const { kept: record } = JSON.parse(Buffer.from(assertPresent(object).body).toString()) as RejectedManifest;
      return record?.variants.map(({ name }) => name);
    });
    expect(kept).toEqual([['small']]);
  });
});
