import { describe, expect, test } from '@jest/globals';

import type { RejectedManifest } from '../../../handler/src/manifest.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { preset } from '../../support/images/presets.ts';
import {
  CACHE_CONTROL,
  fakeVariant,
  keeping,
  KEYS,
  ORIGINAL,
  PATH,
  PRESETS,
  reconcileHarness,
  sweepAt,
  testPlan,
} from '../../support/simulation/index.ts';

const DAY = 86_400_000;
const GOOD = ['small', 'small~webp'].map((name) => fakeVariant('one', name));

/** A site with `on_reject = "keep"`, on which a broken original has replaced a good one. */
async function broken(since: (site: ReturnType<typeof reconcileHarness>) => void = () => undefined) {
  const site = reconcileHarness();
  const context = keeping(site.context);
  const run = () => reconcile(context, PATH);
  const good = site.bucket.put(ORIGINAL, 'one');
  await run();
  since(site);
  const bad = site.bucket.put(ORIGINAL, 'bad');
  site.news.length = 0;
  const outcome = await run();
  return { ...site, context, run, good, bad, outcome };
}

describe('with on_reject = "keep", a broken original', () => {
  test('leaves the variants of the good one as they are, and its manifest and event say so', async () => {
    const { outcome, manifest, variants, good, bad, news, run } = await broken();
    expect(outcome).toMatchObject({ result: 'rejected', code: 'not_an_image', reused: 2 });
    expect(variants()).toEqual(GOOD);
    expect(manifest()).toMatchObject({
      status: 'rejected',
      original: { version: bad.version },
      variants: [],
      rejection: { code: 'not_an_image' },
      kept: {
        original: { etag: bareTag(good.etag), version: good.version, bytes: 3 },
        variants: [{ name: 'small' }, { name: 'small~webp' }],
      },
    });
    expect(news).toEqual([{ path: PATH, manifest: manifest(), changed: false }]);
    expect(await run()).toMatchObject({ result: 'unchanged' });
  });

  test('that nothing good came before leaves nothing', async () => {
    const { bucket, context, manifest, variants } = reconcileHarness();
    bucket.put(ORIGINAL, 'bad');
    await reconcile(keeping(context), PATH);
    expect(variants()).toEqual([]);
    expect(manifest()).not.toHaveProperty('kept');
  });

  test('and another one after it leave the same', async () => {
    const { bucket, run, manifest, variants, good } = await broken();
    bucket.put(ORIGINAL, 'bad again');
    expect(await run()).toMatchObject({ result: 'rejected' });
    expect(variants()).toEqual(GOOD);
    expect(manifest()).toMatchObject({ kept: { original: { version: good.version } } });
  });

  test('keeps what was made on request of the good one, and of no other', async () => {
    const { variants } = await broken(({ bucket, render }) => {
      render('wide');
      const metadata = { 'darkroom-original': 'another', 'darkroom-recipe': 'r' };
      bucket.put(KEYS.variant(PATH, '~w_300'), 'of another', { metadata, cacheControl: CACHE_CONTROL });
    });
    expect(variants()).toEqual([...GOOD, fakeVariant('one', 'wide')]);
  });

  test('keeps only what is still that of the good one', async () => {
    const { variants, manifest, news } = await broken(({ bucket }) => bucket.put(KEYS.variant(PATH, 'small'), 'other'));
    expect(variants()).toEqual([fakeVariant('one', 'small~webp')]);
    expect((manifest() as unknown as RejectedManifest).kept?.variants).toHaveLength(1);
    expect(news).toMatchObject([{ changed: true }]);
  });

  test('followed by the good one costs no transform, and by a deletion leaves nothing', async () => {
    const { bucket, run, transforms, variants } = await broken();
    const before = transforms();
    bucket.put(ORIGINAL, 'one');
    expect(await run()).toMatchObject({ result: 'ready', reused: 2 });
    expect([transforms() - before, variants()]).toEqual([0, GOOD]);
    bucket.put(ORIGINAL, 'bad');
    await run();
    bucket.delete(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'removed' });
    expect(bucket.keys()).toEqual([]);
  });

  test('replaced by another good one leaves nothing of what was kept', async () => {
    const { bucket, run, variants, news } = await broken();
    bucket.put(ORIGINAL, 'two');
    await run();
    expect(variants()).toEqual(['small', 'small~webp'].map((name) => fakeVariant('two', name)));
    expect(news.at(-1)).toMatchObject({ changed: true });
  });

  test('keeps the variants of presets that have changed since, and removes those of presets that are gone', async () => {
    const { context, variants } = await broken();
    const small = { ...assertPresent(PRESETS['small']), formats: [], width: 60 };
    const plan = testPlan({ presets: { small, extra: preset(9, 9) } }, 'keep');
    expect(await reconcile({ ...context, plan }, PATH)).toMatchObject({ result: 'rejected', reused: 1 });
    expect(variants()).toEqual([fakeVariant('one', 'small')]);
  });

  test('is no concern of a sweep, until something of it is missing or on_reject is "remove" again', async () => {
    const { bucket, clock, run, context, variants } = await broken();
    // In the month of 31 sweeps, each path is compared with its manifest once.
    const month = async () => {
      const found = [];
      for (let day = 1; day <= 31; day += 1)
        found.push(...(await sweepAt(clock.now + day * DAY, bucket, 'keep')).queued);
      return found;
    };
    expect(await month()).toEqual([]);
    bucket.delete(KEYS.variant(PATH, 'small'));
    expect(await month()).toEqual([PATH]);
    await run();
    expect(await month()).toEqual([]);
    expect((await sweepAt(clock.now + DAY, bucket)).tally).toMatchObject({ outdated: 1 });
    await reconcile({ ...context, plan: { ...context.plan, onReject: 'remove' } }, PATH);
    expect(variants()).toEqual([]);
  });
});
