import { describe, expect, test } from '@jest/globals';

import type { Presets } from '../../../handler/src/presets.ts';
import type { Recipe } from '../../../handler/src/recipe.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { preset } from '../../support/images/presets.ts';
import { BEFORE, changedTo } from '../../support/simulation/changed-presets.ts';
import {
  fakeVariant,
  KEYS,
  LIMITS,
  ORIGINAL,
  PATH,
  type reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

const small = assertPresent(BEFORE['small']);
const readsOriginal = (requests: readonly string[]) => requests.includes(`GetObject ${ORIGINAL}`);

describe('after a change of presets, a pass', () => {
  test('makes only the preset that differs, and touches no other', async () => {
    const site = await changedTo({ presets: { ...BEFORE, tiny: preset(20, 15, { quality: { jpeg: 50 } }) } });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 1, variants: 1, reused: 2 });
    expect(site.wanted).toEqual([['tiny']]);
    expect([site.stays('small'), site.stays('small~webp'), site.stays('tiny')]).toEqual([true, true, false]);
    expect(site.news).toMatchObject([{ changed: true }]);
  });

  test('makes only a format that is new, and purges nothing, because no cache can hold it', async () => {
    const site = await changedTo({ presets: { ...BEFORE, small: { ...small, formats: ['webp', 'avif'] } } });
    await site.pass();
    expect(site.wanted).toEqual([['small~avif']]);
    expect(site.names()).toEqual(['small', 'small~avif', 'small~webp', 'tiny']);
    expect(site.news).toMatchObject([{ changed: false }]);
  });

  test('makes only AVIF again where only its quality differs', async () => {
    const avif = (quality: number): Presets => ({
      ...BEFORE,
      small: { ...small, formats: ['avif', 'webp'], quality: { avif: quality } },
    });
    const site = await changedTo({ presets: avif(40) });
    await site.pass();
    site.wanted.length = 0;
    const again = testPlan({ presets: avif(50) });
    await reconcile({ ...site.context, plan: again }, PATH);
    expect(site.wanted).toEqual([['small~avif']]);
  });

  test('deletes what is gone and purges it, without a look at the original', async () => {
    const presets = { small, wide: assertPresent(BEFORE['wide']) };
    const site = await changedTo({ presets });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 0, reused: 2 });
    expect(site.names()).toEqual(['small', 'small~webp']);
    expect(readsOriginal(site.requests)).toBe(false);
    expect(site.requests.filter((request) => request.startsWith('PutObject variants/'))).toEqual([]);
    expect(site.news).toMatchObject([{ changed: true }]);
  });

  test('copies what has only another name, so that nothing is encoded again', async () => {
    const { tiny, ...rest } = BEFORE;
    const site = await changedTo({ presets: { ...rest, renamed: assertPresent(tiny) } });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 0, reused: 3 });
    expect(site.names()).toEqual(['renamed', 'small', 'small~webp']);
    expect(Buffer.from(assertPresent(site.object('renamed')).body).toString()).toBe(fakeVariant('one', 'tiny'));
    expect(await site.pass()).toMatchObject({ result: 'unchanged' });
  });

  test('copies two presets that exchanged their names, neither over the other', async () => {
    const { small: first, tiny: second, ...rest } = BEFORE;
    const site = await changedTo({ presets: { ...rest, small: assertPresent(second), tiny: assertPresent(first) } });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 0 });
    const textOf = (name: string) => Buffer.from(assertPresent(site.object(name)).body).toString();
    expect(['small', 'tiny', 'tiny~webp'].map(textOf)).toEqual(
      ['tiny', 'small', 'small~webp'].map((name) => fakeVariant('one', name)),
    );
  });

  test('makes everything again after a release that changes bytes', async () => {
    const site = await changedTo({ release: 2 });
    expect(await site.pass()).toMatchObject({ transforms: 1, variants: 3, reused: 0 });
    expect(site.wanted).toEqual([undefined]);
  });

  test('trusts no variant that is another than its manifest names', async () => {
    const site = await changedTo({ presets: { ...BEFORE, extra: preset(10, 10) } }, ({ bucket }) =>
      bucket.put(KEYS.variant(PATH, 'small'), 'forged'),
    );
    await site.pass();
    expect(site.wanted).toEqual([['extra', 'small']]);
    expect(Buffer.from(assertPresent(site.object('small')).body).toString()).toBe(fakeVariant('one', 'small'));
  });

  test('of an original with other bytes reuses nothing', async () => {
    const site = await changedTo({ presets: { ...BEFORE, extra: preset(10, 10) } }, ({ bucket }) =>
      bucket.put(ORIGINAL, 'two'),
    );
    expect(await site.pass()).toMatchObject({ transforms: 1, variants: 4, reused: 0 });
    expect(site.wanted).toEqual([undefined]);
  });

  test('keeps what was made on request, unless it is that preset that changed', async () => {
    const made = (site: ReturnType<typeof reconcileHarness>) => {
      for (const name of ['wide', '~w_300']) site.render(name);
    };
    const other = await changedTo({ presets: { ...BEFORE, extra: preset(10, 10) } }, made);
    await other.pass();
    expect(other.names()).toEqual(['extra', 'small', 'small~webp', 'tiny', 'wide', '~w_300']);
    const own = await changedTo({ presets: { ...BEFORE, wide: preset(150, 60, { make: 'request' }) } }, made);
    await own.pass();
    expect(own.names()).toEqual(['small', 'small~webp', 'tiny', '~w_300']);
    expect(own.news).toMatchObject([{ changed: true }]);
  });
});

describe('after another cache time, a pass', () => {
  test('stores the same bytes with the new header, purges them, and encodes nothing', async () => {
    const site = await changedTo({ cacheControl: 'max-age=1' });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 0, reused: 3 });
    expect(readsOriginal(site.requests)).toBe(false);
    for (const name of ['small', 'small~webp', 'tiny']) {
      expect(site.object(name)).toMatchObject({ cacheControl: 'max-age=1', contentType: 'image/jpeg' });
      expect(Buffer.from(assertPresent(site.object(name)).body).toString()).toBe(fakeVariant('one', name));
    }
    expect(site.news).toMatchObject([{ changed: true }]);
    expect(await site.pass()).toMatchObject({ result: 'unchanged' });
  });

  test('deletes what was made on request with the old one', async () => {
    const site = await changedTo({ cacheControl: 'max-age=1' }, ({ render }) => {
      render('wide');
    });
    await site.pass();
    expect(site.names()).toEqual(['small', 'small~webp', 'tiny']);
  });
});

describe('under limits that have changed as well, a pass', () => {
  const lowered = { ...LIMITS, pixels: 100_000 };
  const fewer = { small, wide: assertPresent(BEFORE['wide']) };

  test('rejects an original that would be rejected now, though everything could be reused', async () => {
    const site = await changedTo({ presets: fewer, limits: lowered });
    expect(await site.pass()).toMatchObject({ result: 'rejected', code: 'too_many_pixels' });
    expect(site.names()).toEqual([]);
  });

  test('inspects the original once, and encodes nothing, if it is still within them', async () => {
    const site = await changedTo({ presets: fewer, limits: { ...LIMITS, pixels: 200_000 } });
    expect(await site.pass()).toMatchObject({ result: 'ready', transforms: 1, variants: 0, reused: 2 });
    expect(site.wanted).toEqual([[]]);
    expect(await site.pass()).toMatchObject({ result: 'unchanged' });
  });
});

describe('wherever a pass after a change of presets dies', () => {
  const { tiny, ...rest } = BEFORE;
  const change: Partial<Recipe> = {
    cacheControl: 'max-age=1',
    presets: {
      ...rest,
      renamed: assertPresent(tiny),
      small: { ...small, formats: ['webp', 'avif'] },
      extra: preset(9, 9),
    },
  };

  test('the next one ends as if it had lived, and everything that a cache may hold is purged', async () => {
    const whole = await changedTo(change);
    await whole.pass();
    const count = whole.requests.length;
    const right = whole.text(KEYS.manifest(PATH));
    expect(count).toBeGreaterThan(18);
    for (let at = 0; at < count; at += 1) {
      const site = await changedTo(change);
      site.crash.at = at;
      await expect(site.pass()).rejects.toThrow('crash');
      site.crash.at = Infinity;
      await site.pass(2);
      expect(site.text(KEYS.manifest(PATH))).toBe(right);
      expect(site.names()).toEqual(whole.names());
      for (const name of site.names()) expect(site.object(name)).toMatchObject({ cacheControl: 'max-age=1' });
      expect(site.news.at(-1)).toMatchObject({ changed: true });
    }
  });
});
