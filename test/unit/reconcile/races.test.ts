import { describe, expect, test } from '@jest/globals';

import { UNKEPT } from '../../../handler/src/reconcile/delivery.ts';
import { observe } from '../../../handler/src/reconcile/observe.ts';
import { storeOne } from '../../../handler/src/reconcile/prepare.ts';
import { findReusable } from '../../../handler/src/reconcile/reuse.ts';
import { startRun } from '../../../handler/src/reconcile/run.ts';
import { copyOf, storeMade } from '../../../handler/src/reconcile/store-made.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { preset } from '../../support/images/presets.ts';
import type { MemoryBucket } from '../../support/memory-s3/index.ts';
import { BEFORE, changedTo } from '../../support/simulation/changed-presets.ts';
import { fakeImages } from '../../support/simulation/fake-images.ts';
import { CACHE_CONTROL, fakeVariant, KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';

const { tiny, small, ...rest } = BEFORE;
/** `tiny` is called `renamed` now, and `small` is called `little`, so that their bytes are copied. */
const RENAMED = { ...rest, renamed: assertPresent(tiny), little: assertPresent(small) };

const OVERTAKEN: readonly (readonly [how: string, act: (bucket: MemoryBucket) => unknown])[] = [
  ['replaced', (bucket) => bucket.put(KEYS.variant(PATH, 'tiny'), 'another')],
  [
    'deleted',
    (bucket) => {
      bucket.delete(KEYS.variant(PATH, 'tiny'));
    },
  ],
];

describe.each(OVERTAKEN)('a variant that was %s before it was copied to its new name', (_how, act) => {
  /** A site on which that happens once, just before the variant is read. */
  async function overtaken(presets: Parameters<typeof changedTo>[0]['presets']) {
    const site = await changedTo(presets === undefined ? {} : { presets });
    const { store } = site.context;
    let isDone = false;
    const read: typeof store.variants.read = (...asked) => {
      if (!isDone) act(site.bucket);
      isDone = true;
      return store.variants.read(...asked);
    };
    Object.assign(site.context, { store: { ...store, variants: { ...store.variants, read } } });
    const written = () => site.requests.filter((request) => /^(Put|Delete)Object /.test(request));
    return { ...site, written };
  }

  test('is made from the original instead', async () => {
    const site = await overtaken(RENAMED);
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 1, passes: 3 });
    expect(site.wanted).toEqual([['renamed']]);
    expect(Buffer.from(assertPresent(site.object('renamed')).body).toString()).toBe(fakeVariant('one', 'tiny'));
    expect(site.names()).toEqual(['little', 'little~webp', 'renamed']);
  });

  test('lets no other be stored before the purge of what has to go is on record', async () => {
    const site = await overtaken({ ...RENAMED, extra: preset(10, 10) });
    Object.assign(site.context, { makeVariants: fakeImages() });
    site.bucket.put(KEYS.variant(PATH, 'former'), 'of a preset that is gone');
    expect(await site.pass()).toMatchObject({ result: 'ready' });
    expect(site.written()[0]).toContain(`PutObject ${KEYS.locks(PATH)}.`);
    expect(site.names()).toEqual(['extra', 'little', 'little~webp', 'renamed']);
  });
});

describe('a variant that S3 refuses to store', () => {
  const ORIGIN = { original: 'e', recipe: 'r' };
  const VARIANT = { name: 'small', contentType: 'image/jpeg', bytes: Buffer.from('small') };
  const METADATA = { 'darkroom-original': 'e', 'darkroom-recipe': 'r' };

  /** What storing it in place of the one with this ETag returns, when this is stored there; with its true ETag. */
  async function stored(there: Parameters<MemoryBucket['put']>[2] | null, seen: string | null) {
    const { bucket, context } = reconcileHarness();
    const key = KEYS.variant(PATH, 'small');
    if (there !== null) bucket.put(key, 'small', there);
    const etag = await storeOne(startRun(context, PATH, UNKEPT), VARIANT, ORIGIN, seen);
    return { etag, right: there && bareTag(assertPresent(bucket.get(key)).etag) };
  }

  test.each([
    ['where nothing was', null],
    ['over another', 'earlier'],
  ])('because it was stored %s, unanswered, counts as stored', async (_where, seen) => {
    const { etag, right } = await stored({ metadata: METADATA, cacheControl: CACHE_CONTROL }, seen);
    expect(etag).toBe(assertPresent(right));
  });

  test.each([
    ['another original', { metadata: { ...METADATA, 'darkroom-original': 'f' }, cacheControl: CACHE_CONTROL }],
    ['another recipe', { metadata: { ...METADATA, 'darkroom-recipe': 's' }, cacheControl: CACHE_CONTROL }],
    ['another cache time', { metadata: METADATA, cacheControl: 'max-age=1' }],
  ])('because one of %s has come there does not', async (_what, there) => {
    expect((await stored(there, null)).etag).toBeNull();
    expect((await stored(there, 'earlier')).etag).toBeNull();
  });

  test('because the one that it should replace is gone does not', async () => {
    expect((await stored(null, 'earlier')).etag).toBeNull();
  });
});

test('what is stale is deleted before the manifest of another original is written', async () => {
  const { bucket, run, render } = reconcileHarness();
  bucket.put(ORIGINAL, 'one');
  await run();
  for (const name of ['wide', '~w_300']) render(name);
  bucket.put(ORIGINAL, 'two');
  const since = bucket.changes.length;
  expect(await run()).toMatchObject({ result: 'ready', passes: 2 });
  const changes = bucket.changes.slice(since).map(({ key, object }) => `${object === null ? '-' : '+'} ${key}`);
  const written = changes.indexOf(`+ ${KEYS.manifest(PATH)}`);
  for (const name of ['wide', '~w_300']) {
    const deleted = changes.indexOf(`- ${KEYS.variant(PATH, name)}`);
    expect(deleted).toBeGreaterThanOrEqual(0);
    expect(deleted).toBeLessThan(written);
  }
});

test('a format that is added purges nothing of what was made on request and stays', async () => {
  const formats = ['webp' as const, 'avif' as const];
  const presets = { ...BEFORE, small: { ...assertPresent(small), formats } };
  const site = await changedTo({ presets }, ({ render }) => {
    render('wide');
  });
  expect(await site.pass()).toMatchObject({ result: 'ready', variants: 1 });
  expect(site.names()).toEqual(['small', 'small~avif', 'small~webp', 'tiny', 'wide']);
  expect(site.news).toMatchObject([{ changed: false }]);
});

describe('no manifest is written', () => {
  async function first(only?: string[]) {
    const { bucket, context } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    const run = startRun(context, PATH, UNKEPT);
    const seen = await observe(context.store, PATH);
    const original = assertPresent(seen.original);
    const { plan, limits } = context;
    const job = { bytes: Buffer.from('one'), overlays: {}, presets: plan.uploads, limits, focalPoint: undefined };
    const made = await fakeImages()(only === undefined ? job : { ...job, only });
    return { bucket, run, seen, original, made, reuse: findReusable(seen, original, plan) };
  }

  test('of variants that were neither made nor found', async () => {
    const { bucket, run, seen, original, reuse } = await first();
    await expect(storeMade(run, seen, original, reuse, null, null)).rejects.toThrow('neither made nor reusable');
    expect(bucket.keys('manifests/')).toEqual([]);
  });

  test('without one of the variants, whose name the error tells', async () => {
    const { bucket, run, seen, original, reuse, made } = await first(['small']);
    await expect(storeMade(run, seen, original, reuse, made, null)).rejects.toThrow('small~webp was not made');
    expect(bucket.keys('manifests/')).toEqual([]);
  });

  test('if another function has stored one of the variants meanwhile', async () => {
    const { bucket, run, seen, original, reuse, made } = await first();
    bucket.put(KEYS.variant(PATH, 'small'), 'of another');
    await storeMade(run, seen, original, reuse, made, null);
    expect(bucket.keys('manifests/')).toEqual([]);
    expect(bucket.keys(KEYS.variants(PATH))).toHaveLength(2);
  });
});

test('a manifest says of an original what it was made from, and nothing that may change', () => {
  const original = { etag: 'e', version: 'v', bytes: 3 };
  expect(copyOf({ ...original, archived: true })).toStrictEqual(original);
  expect(copyOf({ ...original, focalPoint: '1x2' })).toStrictEqual({ ...original, focalPoint: '1x2' });
});
