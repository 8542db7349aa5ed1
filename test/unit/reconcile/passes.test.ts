import { describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { isExpired, RECHECK_AFTER_SECONDS, RENEW_EVERY_SECONDS } from '../../../handler/src/reconcile/lock-life.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { RECHECK_UNCERTAIN_AFTER_SECONDS } from '../../../handler/src/reconcile/uncertain.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { type Listed, MOST_LISTED } from '../../../handler/src/store/index.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { preset } from '../../support/images/presets.ts';
import {
  CACHE_CONTROL,
  fakeVariant,
  keeping,
  KEYS,
  ORIGINAL,
  PATH,
  reconcileHarness,
  testPlan,
  withStore,
} from '../../support/simulation/index.ts';

type Site = ReturnType<typeof reconcileHarness>;

/** A site on which everything is as it should be, with the requests that follow. */
async function settled(overrides: Partial<ReconcileContext> = {}) {
  const requests: string[] = [];
  const gate = ({ name, key }: { name: string; key: string }) => Promise.resolve(void requests.push(`${name} ${key}`));
  const site = reconcileHarness(overrides, { gate });
  site.bucket.put(ORIGINAL, 'one');
  await site.run();
  site.news.length = 0;
  requests.length = 0;
  return { ...site, requests, names: () => site.bucket.keys(KEYS.variants(PATH)).map((key) => key.split('/').at(-1)) };
}

/** Stores something under a variant's name that claims to be made of the current original. */
function putOfOriginal({ bucket }: Pick<Site, 'bucket'>, name: string, recipe: string): void {
  const metadata = {
    'darkroom-original': bareTag(assertPresent(bucket.get(ORIGINAL)).etag),
    'darkroom-recipe': recipe,
  };
  bucket.put(KEYS.variant(PATH, name), name, { metadata, cacheControl: CACHE_CONTROL });
}

describe('a reconcile', () => {
  test('that fails reads the original that it had begun to read no further', async () => {
    const { bucket, context, clock } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    const signals: (AbortSignal | undefined)[] = [];
    const failing = withStore(context, ({ originals }) => ({
      originals: {
        read: (path, seen, signal) => {
          signals.push(signal);
          return originals.read(path, seen, signal);
        },
      },
      manifests: { see: () => Promise.reject(new Error('SlowDown')) },
    }));
    await expect(reconcile(failing, PATH, { receives: 1, since: clock.now })).rejects.toThrow('SlowDown');
    expect(signals).toMatchObject([{ aborted: true }]);
  });

  test('ends after one pass that saw as much as a listing holds, and sends another message for the rest', async () => {
    const { context, recheckDelays } = reconcileHarness();
    const many = Array.from({ length: MOST_LISTED }, (_, at): Listed => ({ name: `~w_${at}`, etag: 'e', modified: 0 }));
    const deleted: string[] = [];
    const crowded = (listed: readonly Listed[]) => {
      const looks = [[...listed]];
      return withStore(context, () => ({
        variants: {
          list: () => Promise.resolve(looks.shift() ?? []),
          delete: (_path, name) => Promise.resolve(deleted.push(name) > 0),
        },
      }));
    };
    expect(await reconcile(crowded(many), PATH)).toMatchObject({ result: 'removed', passes: 1 });
    expect([deleted.length, recheckDelays]).toEqual([MOST_LISTED, [0]]);
    expect(await reconcile(crowded(many.slice(1)), PATH)).toMatchObject({ result: 'removed', passes: 2 });
    expect(recheckDelays).toEqual([0]);
  });

  test('of an original that changes five times meanwhile is done at the sixth pass', async () => {
    const { bucket, context } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    let changes = 0;
    const changing: ReconcileContext['makeVariants'] = (job, onFinished) => {
      if ((changes += 1) < 5) bucket.put(ORIGINAL, `again ${changes}`);
      return context.makeVariants(job, onFinished);
    };
    expect(await reconcile({ ...context, makeVariants: changing }, PATH)).toMatchObject({ result: 'ready', passes: 6 });
  });
});

describe('a variant made on request', () => {
  test('of the same original goes if it was made by other presets, or of one that is gone', async () => {
    const site = await settled();
    putOfOriginal(site, 'wide', 'of former presets');
    putOfOriginal(site, 'gone', 'of former presets');
    site.render('~w_300');
    const manifest = site.text(KEYS.manifest(PATH));
    expect(await site.run()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(site.names()).toEqual(['small', 'small~webp', '~w_300']);
    expect(site.news).toMatchObject([{ changed: true }]);
    // What the manifest says has not changed, so nobody who polls it has to read it again.
    expect(site.text(KEYS.manifest(PATH))).toBe(manifest);
    expect(site.requests).not.toContain(`PutObjectCommand ${KEYS.manifest(PATH)}`);
  });

  test('of another original goes, also beside what was kept when the original was rejected', async () => {
    const site = reconcileHarness();
    const run = () => reconcile(keeping(site.context), PATH);
    site.bucket.put(ORIGINAL, 'one');
    await run();
    site.render('wide');
    site.bucket.put(ORIGINAL, 'bad');
    expect(await run()).toMatchObject({ result: 'rejected' });
    putOfOriginal(site, '~w_300', 'of the broken original');
    expect(await run()).toMatchObject({ result: 'rejected' });
    expect(site.variants()).toEqual(['small', 'small~webp', 'wide'].map((name) => fakeVariant('one', name)));
  });

  test('around a former focal point goes before the manifest tells of the new one', async () => {
    const presets = { small: preset(80, 60), face: preset(90, 90, { make: 'request', position: 'focal' }) };
    const plan = testPlan({ presets });
    const site = await settled({ plan });
    site.render('face');
    site.bucket.put(ORIGINAL, 'one', { metadata: { 'focal-point': '0.1,0.2' } });
    const since = site.bucket.changes.length;
    expect(await site.run()).toMatchObject({ result: 'ready', transforms: 0, passes: 2 });
    const keys = site.bucket.changes.slice(since).map(({ key }) => key);
    expect(keys.filter((key) => !key.startsWith('locks/'))).toEqual([KEYS.variant(PATH, 'face'), KEYS.manifest(PATH)]);
  });
});

describe('a removal', () => {
  test('changes something for caches if there was even one variant', async () => {
    const { bucket, run, news } = await settled();
    bucket.delete(KEYS.variant(PATH, 'small'));
    bucket.delete(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'removed' });
    expect(news).toMatchObject([{ changed: true, manifest: null }]);
  });

  test('changes nothing for caches if there was none', async () => {
    const { bucket, run, news } = reconcileHarness();
    bucket.put(ORIGINAL, 'bad');
    await run();
    bucket.delete(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'removed' });
    expect(news).toMatchObject([{ manifest: { status: 'rejected' } }, { changed: false, manifest: null }]);
  });

  test('of variants that were left without a manifest deletes no manifest', async () => {
    const { bucket, run, requests } = await settled();
    bucket.delete(KEYS.manifest(PATH));
    bucket.delete(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'removed' });
    expect(bucket.keys()).toEqual([]);
    expect(requests).not.toContain(`DeleteObjectCommand ${KEYS.manifest(PATH)}`);
  });
});

describe('a lock', () => {
  test('whose holder lives has its path looked at once more, however many passes see it', async () => {
    const { bucket, run, recheckDelays } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    bucket.put(KEYS.lock(PATH, 'wide'), 'id');
    expect(await run(2)).toMatchObject({ result: 'ready', passes: 2 });
    expect(recheckDelays).toEqual([RECHECK_AFTER_SECONDS, RECHECK_UNCERTAIN_AFTER_SECONDS]);
  });

  test('of a variant that is made at upload goes without it if its holder died: the manifest tells whether it is right', async () => {
    const { bucket, clock, run, variants } = await settled();
    bucket.put(KEYS.lock(PATH, 'small'), 'id');
    clock.now += RECHECK_AFTER_SECONDS * 1000;
    expect(await run()).toMatchObject({ result: 'ready', transforms: 0 });
    expect(bucket.keys('locks/')).toEqual([]);
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
  });

  test('counts as held until its holder has had the time to renew it at the third attempt', () => {
    expect(isExpired(0, 3 * RENEW_EVERY_SECONDS * 1000)).toBe(false);
  });
});
