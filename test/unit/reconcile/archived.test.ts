import { describe, expect, test } from '@jest/globals';

import type { Presets } from '../../../handler/src/presets.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { preset } from '../../support/images/presets.ts';
import { BEFORE, changedTo } from '../../support/simulation/changed-presets.ts';
import {
  fakeVariant,
  keeping,
  KEYS,
  LIMITS,
  ORIGINAL,
  PATH,
  PRESETS,
  reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

const { small } = PRESETS;
/** What a change of the presets asks for. */
const changed = testPlan({ presets: { ...PRESETS, small: { ...assertPresent(small), background: '#123456' } } });

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

  test('keeps a rejection for another reason, and is examined again once it is restored under other limits', async () => {
    const { bucket, context, run, manifest } = reconcileHarness();
    bucket.put(ORIGINAL, 'bad');
    await run();
    bucket.setArchive(ORIGINAL, 'archived');
    expect(await run()).toMatchObject({ result: 'unchanged' });
    bucket.put(KEYS.variant(PATH, 'small'), 'left by a slow worker');
    expect(await run()).toMatchObject({ result: 'rejected', code: 'not_an_image' });
    const limits = { ...LIMITS, pixels: 1 };
    const plan = testPlan({ limits });
    expect(await reconcile({ ...context, plan }, PATH)).toMatchObject({ result: 'rejected', code: 'archived' });
    bucket.setArchive(ORIGINAL, 'restored');
    expect(await reconcile({ ...context, plan }, PATH)).toMatchObject({ result: 'rejected', code: 'not_an_image' });
    expect(manifest()).toMatchObject({ presets: plan.rejectionDigest });
  });
});

/** A site whose presets have changed since its original moved to an archive. */
async function archivedAndChangedTo(...[change, since]: Parameters<typeof changedTo>) {
  return changedTo(change, (site) => {
    since?.(site);
    site.bucket.setArchive(ORIGINAL, 'archived');
  });
}

describe('a change of presets, of an original in an archive,', () => {
  const { tiny, ...rest } = BEFORE;
  const larger = { ...BEFORE, tiny: preset(40, 30) };

  test('is carried out if nothing has to be made from it: what has another name is copied, what is gone deleted', async () => {
    const site = await archivedAndChangedTo({
      presets: { ...rest, renamed: assertPresent(tiny) },
    });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 0, reused: 3 });
    expect(site.names()).toEqual(['renamed', 'small', 'small~webp']);
    expect(site.news).toMatchObject([{ changed: true }]);
    expect(await site.pass()).toMatchObject({ result: 'unchanged' });
  });

  test('is carried out if it is of the cache time', async () => {
    const site = await archivedAndChangedTo({ cacheControl: 'max-age=1' });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(site.object('small')).toMatchObject({ cacheControl: 'max-age=1' });
  });

  test.each([
    ['a format is new', { presets: { ...BEFORE, tiny: preset(20, 15, { formats: ['webp'] }) } }],
    ['a preset is larger, and another is gone', { presets: { wide: rest['wide'], tiny: larger['tiny'] } as Presets }],
    ['limits are lower', { presets: rest, limits: { ...LIMITS, pixels: 100_000 } }],
  ])('waits for the restore if %s', async (_, change) => {
    const site = await archivedAndChangedTo(change);
    const before = [site.names(), site.text(KEYS.manifest(PATH))];
    expect(await site.pass()).toMatchObject({ result: 'unchanged', transforms: 0 });
    expect([site.names(), site.text(KEYS.manifest(PATH))]).toEqual(before);
    expect(site.news).toEqual([]);
  });

  test('meanwhile leaves what is of these bytes, by whatever recipe, and nothing of another photo', async () => {
    const put = (bucket: ReturnType<typeof reconcileHarness>['bucket'], name: string, original: string) =>
      bucket.put(KEYS.variant(PATH, name), `${name} of ${original}`, {
        metadata: { 'darkroom-original': original, 'darkroom-recipe': 'of former presets' },
      });
    const site = await archivedAndChangedTo({ presets: larger }, ({ bucket }) => {
      const etag = bareTag(assertPresent(bucket.get(ORIGINAL)).etag);
      put(bucket, '~w_300', etag);
      for (const name of ['small', 'wide', '~w_400']) put(bucket, name, 'another');
    });
    expect(await site.pass()).toMatchObject({ transforms: 0 });
    expect(site.names()).toEqual(['small~webp', 'tiny', '~w_300']);
    expect(site.news).toMatchObject([{ changed: true }]);
    expect(await site.pass()).toMatchObject({ result: 'unchanged' });
    site.bucket.setArchive(ORIGINAL, 'restored');
    expect(await site.pass()).toMatchObject({ result: 'ready' });
    expect(site.wanted).toEqual([['small', 'tiny']]);
  });

  test('removes nothing if the same bytes were copied to the archive, as a new version', async () => {
    const site = await archivedAndChangedTo({ presets: larger }, ({ bucket }) => bucket.put(ORIGINAL, 'one'));
    const names = site.names();
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(site.names()).toEqual(names);
    const { version } = assertPresent(site.bucket.get(ORIGINAL));
    expect(site.manifest()).toMatchObject({ status: 'ready', original: { version } });
    expect(await site.pass()).toMatchObject({ result: 'unchanged' });
  });
});

describe('with on_reject = "keep", an original in an archive', () => {
  /** An archived original has replaced a good one. */
  async function replaced() {
    const site = reconcileHarness();
    const context = keeping(site.context);
    const run = (plan = context.plan) => reconcile({ ...context, plan }, PATH);
    site.bucket.put(ORIGINAL, 'one');
    await run();
    site.bucket.put(ORIGINAL, 'two');
    site.bucket.setArchive(ORIGINAL, 'archived');
    return { ...site, context, run, outcome: await run() };
  }
  const of = (text: string) => ['small', 'small~webp'].map((name) => fakeVariant(text, name));

  test('leaves the variants of the good one that it replaced, until it is restored', async () => {
    const { bucket, run, outcome, variants, manifest } = await replaced();
    expect(outcome).toMatchObject({ result: 'rejected', code: 'archived' });
    expect(variants()).toEqual(of('one'));
    expect(await run()).toMatchObject({ result: 'unchanged' });
    bucket.setArchive(ORIGINAL, 'restored');
    expect(await run()).toMatchObject({ result: 'ready' });
    expect(variants()).toEqual(of('two'));
    expect(manifest()).not.toHaveProperty('kept');
  });

  test('leaves them when presets change, and takes them away with "remove"', async () => {
    const { run, context, variants, manifest } = await replaced();
    expect(await run({ ...changed, onReject: 'keep' })).toMatchObject({ result: 'rejected', code: 'archived' });
    expect(variants()).toEqual(of('one'));
    expect(manifest()).toMatchObject({ presets: changed.rejectionDigest, kept: {} });
    await run({ ...context.plan, onReject: 'remove' });
    expect(variants()).toEqual([]);
  });

  test('has its own variants without a restore if they are what was kept', async () => {
    const { bucket, run, context, variants } = reconcileHarness();
    const pass = () => reconcile(keeping(context), PATH);
    bucket.put(ORIGINAL, 'one');
    await run();
    bucket.put(ORIGINAL, 'bad');
    await pass();
    bucket.put(ORIGINAL, 'one');
    bucket.setArchive(ORIGINAL, 'archived');
    expect(await pass()).toMatchObject({ result: 'ready', transforms: 0, reused: 2 });
    expect(variants()).toEqual(of('one'));
  });
});
