import { describe, expect, test } from '@jest/globals';

import { variantNames } from '../../../handler/src/image/names.ts';
import type { ReadyManifest } from '../../../handler/src/manifest.ts';
import { findForeignVariants, manifestAwaitingRestore } from '../../../handler/src/reconcile/await-restore.ts';
import { findReusable } from '../../../handler/src/reconcile/reuse.ts';
import type { Run } from '../../../handler/src/reconcile/run.ts';
import { preset } from '../../support/images/presets.ts';
import { REJECTED } from '../../support/manifest.ts';
import { CACHE_CONTROL, testPlan } from '../../support/simulation/index.ts';

/** `a` and `b` have the same options, so the same bytes. */
const PLAN = testPlan({ presets: { a: preset(80, 60), b: preset(80, 60), c: preset(20, 15) } });
const ORIGINAL = { etag: 'e', version: 'v', bytes: 3 };
const image = { format: 'jpeg', width: 400, height: 300, frames: 1, alpha: false, degraded: false } as const;

/** What a pass under this plan leaves. */
const RECORD: ReadyManifest = {
  schema: 1,
  status: 'ready',
  path: 'p',
  original: ORIGINAL,
  presets: PLAN.digest,
  limits: PLAN.limits,
  cacheControl: CACHE_CONTROL,
  image,
  variantsPrefix: 'variants/p/',
  variants: variantNames(PLAN.uploads).map((variant) => ({
    ...variant,
    contentType: 'image/jpeg',
    width: 80,
    height: 60,
    bytes: 9,
    etag: `tag of ${variant.name}`,
    recipe: PLAN.recipes(image, undefined).get(variant.name) ?? '',
  })),
};
const LISTED = RECORD.variants.map(({ name, etag }) => ({ name, etag, modified: 0 }));
const NOTHING = {
  image: null,
  sources: new Map(),
  untouched: new Set(),
  missing: ['a', 'b', 'c'],
  isSameOriginal: false,
  isWithinLimits: false,
};

describe('what need not be made again', () => {
  test('is what is listed as it is recorded, each under its own name if others have the same bytes', () => {
    const { sources, ...reuse } = findReusable({ manifest: RECORD, listed: LISTED }, ORIGINAL, PLAN);
    expect([...sources].map(([name, source]) => [name, source.name])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
    const all = { untouched: new Set(['a', 'b', 'c']), missing: [], isSameOriginal: true, isWithinLimits: true };
    expect(reuse).toStrictEqual({ image, ...all });
  });

  test.each([
    ['there is no record', null, ORIGINAL],
    ['the original has another ETag', RECORD, { ...ORIGINAL, etag: 'other' }],
    ['the original has another length', RECORD, { ...ORIGINAL, bytes: 4 }],
  ])('is nothing, nor is anything known of the original, if %s', (_what, manifest, original) => {
    expect(findReusable({ manifest, listed: LISTED }, original, PLAN)).toStrictEqual(NOTHING);
  });

  test('is nothing if no variant is left, so that all is found out again, but what was rendered may belong to it', () => {
    expect(findReusable({ manifest: RECORD, listed: [] }, ORIGINAL, PLAN)).toStrictEqual({
      ...NOTHING,
      isSameOriginal: true,
    });
  });
});

describe('for an archived original', () => {
  const original = { ...ORIGINAL, archived: true } as const;

  test('the manifest of its variants waits for the restore if one is missing, but not a rejection that keeps them', () => {
    const listed = LISTED.slice(1).filter(({ name }) => name === 'c');
    expect(manifestAwaitingRestore({ original, manifest: RECORD, listed }, PLAN)).toBe(RECORD);
    const rejected = { ...REJECTED, kept: RECORD };
    expect(manifestAwaitingRestore({ original, manifest: rejected, listed }, PLAN)).toBeNull();
  });

  test('only variants that its manifest does not prove to be of these bytes cost a request', async () => {
    const asked: string[] = [];
    const head = (_path: string, name: string) => {
      asked.push(name);
      return Promise.resolve({
        etag: 't',
        cacheControl: '',
        origin: { original: name === '~mine' ? 'e' : 'x', recipe: '' },
      });
    };
    const run = { path: 'p', proven: new Set(), store: { variants: { head } } } as unknown as Run;
    const others = ['~mine', '~foreign'].map((name) => ({ name, etag: 't', modified: 0 }));
    const replaced = { name: 'a', etag: 'another', modified: 0 };
    const listed = [replaced, ...LISTED.slice(1), ...others];
    const foreign = await findForeignVariants(run, { listed }, RECORD);
    expect(asked.sort()).toEqual(['a', '~foreign', '~mine'].sort());
    expect(foreign.map(({ name }) => name)).toEqual(['a', '~foreign']);
  });
});
