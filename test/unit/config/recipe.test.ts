import { describe, expect, test } from '@jest/globals';

import { RELEASE } from '../../../handler/src/image/release.ts';
import { LIMIT_DEFAULTS, limitsSchema } from '../../../handler/src/limits.ts';
import type { Overlay } from '../../../handler/src/overlays.ts';
import { type Preset, presetSchema, presetsSchema } from '../../../handler/src/presets.ts';
import { createPlan, planOf, recipeIn } from '../../../handler/src/recipe.ts';
import { mark } from '../../support/images/presets.ts';
import { LIMITS, PRESETS } from '../../support/simulation/index.ts';

const configuration = { presets: PRESETS, cacheControl: 'public', limits: LIMITS };
const recipe = { ...configuration, release: 1 };
const { digest, ...plan } = planOf(recipe);
const { small, wide } = PRESETS as Record<'small' | 'wide', Preset>;

describe('the plan', () => {
  test('makes at upload what the presets say, and allows the rest on request', () => {
    expect([...plan.made]).toEqual(['small', 'small~webp']);
    expect([...plan.onRequest]).toEqual(['wide']);
    expect(Object.keys(plan.uploads)).toEqual(['small']);
  });

  test('makes a deferred format on request, and the rest of its preset at upload', () => {
    const deferring = planOf({ ...recipe, presets: { ...PRESETS, small: { ...small, deferred: ['webp'] } } });
    expect([...deferring.made]).toEqual(['small']);
    expect([...deferring.onRequest].sort()).toEqual(['small~webp', 'wide']);
    expect(deferring.digest).not.toBe(digest);
    // Alone, like a variant of a preset that is made on request: no other preset changes its bytes.
    expect(deferring.recipeOnRequest('small~webp', undefined)).toMatch(/^[0-9a-f]{16}$/);
    expect(deferring.recipeOnRequest('small', undefined)).toBeNull();
    const source = { width: 800, height: 600, frames: 1 };
    expect(deferring.recipes(source, undefined).get('small')).toBe(plan.recipes(source, undefined).get('small'));
    expect([...deferring.recipes(source, undefined).keys()]).toEqual(['small']);
  });

  test('has a digest that does not depend on the order of anything', () => {
    const backwards = Object.fromEntries(
      Object.entries(PRESETS)
        .reverse()
        .map(([name, preset]) => [name, Object.fromEntries(Object.entries(preset).reverse())]),
    ) as typeof PRESETS;
    expect(planOf({ ...recipe, presets: backwards }).digest).toBe(digest);
    expect(planOf({ ...recipe, presets: { ...PRESETS, two: { ...small, formats: ['webp', 'avif'] } } }).digest).toBe(
      planOf({ ...recipe, presets: { ...PRESETS, two: { ...small, formats: ['avif', 'webp'] } } }).digest,
    );
  });

  test.each([
    ['another release', { ...recipe, release: 2 }],
    ['another cache time', { ...recipe, cacheControl: 'private' }],
    ['another quality', { ...recipe, presets: { ...PRESETS, small: { ...small, quality: { jpeg: 70 } } } }],
    ['another longest dimension', { ...recipe, limits: { ...LIMITS, dimension: 100 } }],
    ['another name', { ...recipe, presets: { tiny: small, wide: wide } }],
  ])('has another digest for %s', (_what, other) => {
    expect(planOf(other).digest).not.toBe(digest);
  });

  test('has another digest for rejections, and only for them, when what an original may ask for changes', () => {
    const raised = planOf({ ...recipe, limits: { ...LIMITS, pixels: LIMITS.pixels + 1 } });
    expect(raised.digest).toBe(digest);
    expect(raised.rejectionDigest).not.toBe(planOf(recipe).rejectionDigest);
  });
});

describe('the plan of a function', () => {
  const overlays = { logo: mark() };

  test('is that of its configuration and of the release of its image code', () => {
    const told = createPlan({ ...configuration, overlays, onReject: 'keep' });
    const expected = planOf({ ...recipe, release: RELEASE, overlays }, 'keep');
    const functions = { recipes: expect.any(Function), recipeOnRequest: expect.any(Function) };
    expect(told).toStrictEqual({ ...expected, ...functions });
    const source = { width: 800, height: 600, frames: 1 };
    expect([...told.recipes(source, undefined)]).toEqual([...expected.recipes(source, undefined)]);
    const name = '~w_9~overlay_logo';
    expect(told.recipeOnRequest(name, undefined)).toBe(expected.recipeOnRequest(name, undefined));
  });

  test('answers for one original again without digesting its presets again, which takes 30 ms for two hundred', () => {
    const told = planOf(recipe);
    const ask = (width: number, focalPoint?: string) => told.recipes({ width, height: 600, frames: 1 }, focalPoint);
    const first = ask(800);
    expect(ask(800)).toBe(first);
    for (const other of [ask(801), ask(800, '0.1,0.2')]) expect(other).not.toBe(first);
  });

  test('removes what a rejected original replaced, unless told otherwise', () => {
    expect([planOf(recipe).onReject, createPlan(configuration).onReject, planOf(recipe, 'keep').onReject]).toEqual([
      'remove',
      'remove',
      'keep',
    ]);
  });

  test('has a digest of the limits alone, of 16 digits', () => {
    expect(plan.limits).toMatch(/^[0-9a-f]{16}$/);
    expect(planOf({ ...recipe, cacheControl: 'private' }).limits).toBe(plan.limits);
    expect(planOf({ ...recipe, limits: { ...LIMITS, bytes: LIMITS.bytes + 1 } }).limits).not.toBe(plan.limits);
  });

  test('refuses to name a recipe for what is not made at upload: nothing may be stored without one', () => {
    const recipes = planOf(recipe).recipes({ width: 3, height: 2, frames: 1 }, undefined);
    expect(recipeIn(recipes, 'small')).toBe(recipes.get('small'));
    expect(() => recipeIn(recipes, 'wide')).toThrow('There is no recipe for wide, only for small, small~webp');
  });

  test('has the same digest whether an option of an overlay is at its default or does not exist yet', () => {
    const { sha256 } = mark();
    expect(planOf({ ...recipe, overlays: { logo: { sha256 } as Overlay } })).toMatchObject({
      digest: planOf({ ...recipe, overlays }).digest,
      rejectionDigest: planOf({ ...recipe, overlays }).rejectionDigest,
    });
  });

  test('has the same digest without overlays as with none, and another with one', () => {
    expect(planOf({ ...recipe, overlays: {} }).digest).toBe(digest);
    expect(planOf({ ...recipe, overlays }).digest).not.toBe(digest);
    expect(planOf({ ...recipe, overlays: { logo: mark({ opacity: 9 }) } }).digest).not.toBe(
      planOf({ ...recipe, overlays }).digest,
    );
  });

  test('has a digest that does not depend on the order of deferred formats either', () => {
    const deferring = (...deferred: Preset['deferred']) =>
      planOf({ ...recipe, presets: { small: { ...small, formats: ['avif', 'webp'], deferred } } }).digest;
    expect(deferring('webp', 'avif')).toBe(deferring('avif', 'webp'));
    expect(deferring('webp', 'avif')).not.toBe(deferring('webp'));
  });
});

describe('the digests of the default stack', () => {
  const presets = presetsSchema.parse({
    '800x600': { width: 800, height: 600 },
    '400x300': { width: 400, height: 300 },
    '200x150': { width: 200, height: 150 },
  });
  const cacheControl = 'public, max-age=86400, stale-while-revalidate=604800';
  const standard = { presets, cacheControl, release: 1, limits: limitsSchema.parse({}) };

  /**
   * If this fails, the next sweep of every stack remakes every stored image. An option or limit that is new is absent
   * from digests at its default (see `presetSchema`), so fix that instead. Where other bytes are what you want, raise
   * `RELEASE`, which this test leaves alone, and say so in the release's notes; only a change of the digest's own form
   * belongs here.
   */
  test('are what they have been', () => {
    expect(planOf(standard)).toMatchObject({
      digest: 'fb829b7818ec1abe31ebb34ebe05e5c5',
      rejectionDigest: 'fb829b7818ec1abe31ebb34ebe05e5c5',
    });
  });

  test('are the same whether an option is left out or named at its default', () => {
    const named = Object.fromEntries(
      Object.entries(presets).map(([name, { width, height }]) => [
        name,
        {
          width,
          height,
          fit: 'cover',
          position: 'centre',
          formats: ['webp', 'avif'],
          quality: { jpeg: 80 },
          background: '#ffffff',
          make: 'upload',
          deferred: [],
          effort: 'balanced',
          animated: false,
          enlarge: false,
          corners: 0,
          sharpen: 'none',
          grayscale: false,
          overlay: null,
          copyright: null,
          credit: null,
        } as const satisfies Preset | { formats: readonly string[] },
      ]),
    );
    const plan = planOf({ ...standard, presets: presetsSchema.parse(named), limits: LIMIT_DEFAULTS });
    expect(plan.digest).toBe(planOf(standard).digest);
    expect(plan.rejectionDigest).toBe(planOf(standard).rejectionDigest);
  });

  test('change with the release, and with every option that is not at its default', () => {
    const { digest } = planOf(standard);
    expect(planOf({ ...standard, release: RELEASE + 1 }).digest).not.toBe(digest);
    const others: Partial<Preset>[] = [
      { width: 801 },
      { height: null },
      { fit: 'fill' },
      { position: 'top' },
      { formats: ['avif'] },
      { quality: { jpeg: 80, webp: 70 } },
      { quality: { jpeg: 79 } },
      { background: '#fffffe' },
      { make: 'request' },
      { deferred: ['avif'] },
      { effort: 'small' },
      { animated: true },
      { enlarge: true },
      { background: 'blur' },
      { corners: 1 },
      { sharpen: 'light' },
      { sharpen: 'strong' },
      { grayscale: true },
      { overlay: mark() },
      { overlay: mark({ sha256: 'b'.repeat(64) }) },
      { overlay: mark({ opacity: 99 }) },
      { copyright: 'keep' },
      { copyright: 'Mine' },
      { credit: 'keep' },
    ];
    expect(new Set(others.flatMap((other) => Object.keys(other)))).toEqual(new Set(Object.keys(presetSchema.shape)));
    const digests = others.map(
      (other) =>
        planOf({ ...standard, presets: { ...presets, '800x600': { ...presets['800x600'], ...other } as Preset } })
          .digest,
    );
    expect(new Set([digest, ...digests]).size).toBe(others.length + 1);
  });
});
