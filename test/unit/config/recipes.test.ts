import { describe, expect, test } from '@jest/globals';

import { RELEASE } from '../../../handler/src/image/release.ts';
import { type Overlay, overlaySchema } from '../../../handler/src/overlays.ts';
import type { Preset } from '../../../handler/src/presets.ts';
import { createPlan, planOf, type Recipe } from '../../../handler/src/recipe.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const mark = (look: Partial<Overlay> = {}): Overlay => overlaySchema.parse({ sha256: 'a'.repeat(64), ...look });
const small = preset(40, 30, { formats: ['webp'] });
const configuration = { presets: { small }, cacheControl: 'public', limits: LIMITS };
const recipe = { ...configuration, release: 1 };
const { digest, limits } = planOf(recipe);

describe('the plan of a function', () => {
  const overlays = { logo: mark() };

  test('is that of its configuration and of the release of its image code', () => {
    const told = createPlan({ ...configuration, overlays, onReject: 'keep' });
    const expected = planOf({ ...recipe, release: RELEASE, overlays }, 'keep');
    expect(JSON.stringify(told)).toBe(JSON.stringify(expected));
    const source = { width: 800, height: 600, frames: 1 };
    expect([...told.recipes(source, undefined)]).toEqual([...expected.recipes(source, undefined)]);
    const name = '~w_9~overlay_logo';
    expect(told.recipeOnRequest(name, undefined)).toBe(expected.recipeOnRequest(name, undefined));
  });

  test('removes what a rejected original replaced, unless told otherwise', () => {
    expect([planOf(recipe).onReject, createPlan(configuration).onReject, planOf(recipe, 'keep').onReject]).toEqual([
      'remove',
      'remove',
      'keep',
    ]);
  });

  test('has a digest of the limits alone, of 16 digits', () => {
    expect(limits).toMatch(/^[0-9a-f]{16}$/);
    expect(planOf({ ...recipe, cacheControl: 'private' }).limits).toBe(limits);
    expect(planOf({ ...recipe, limits: { ...LIMITS, bytes: LIMITS.bytes + 1 } }).limits).not.toBe(limits);
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

describe('the recipe of a variant', () => {
  const focal: Preset = { ...small, position: 'focal' };
  const later: Preset = { ...focal, make: 'request' };
  const presets = { small, focal, later };
  const source = { width: 800, height: 600, frames: 1 };
  const planWith = (change: Partial<Recipe> = {}) => planOf({ ...recipe, presets, ...change });
  const made = (change: Partial<typeof source> = {}, focalPoint?: string) =>
    planWith().recipes({ ...source, ...change }, focalPoint);

  test('that is made at upload changes with the size of the original, its frames and the levels it is reduced from', () => {
    const moving = planWith({ presets: { ...presets, small: { ...small, animated: true } } });
    const plain = made().get('small');
    expect(plain).toMatch(/^[0-9a-f]{16}$/);
    const sizes = [made({ width: 400 }), made({ height: 300 })];
    expect(new Set([plain, ...sizes.map((each) => each.get('small'))]).size).toBe(3);
    const frames = [1, 2].map((count) => moving.recipes({ ...source, frames: count }, undefined).get('small'));
    expect(frames[0]).not.toBe(frames[1]);
    const besideLarger = planWith({ presets: { ...presets, large: { ...small, width: 700, height: 500 } } });
    expect(besideLarger.recipes(source, undefined).get('small')).not.toBe(plain);
  });

  test('changes with the focal point if its preset uses it, and is asked for two originals in turn', () => {
    const one = planWith();
    const ask = (point: string | undefined) => ['small', 'focal'].map((name) => one.recipes(source, point).get(name));
    const [none, left, right] = [ask(undefined), ask('0.1 0.5'), ask('0.9 0.5')];
    expect(new Set([none, left, right].map((each) => each[0])).size).toBe(1);
    expect(new Set([none, left, right].map((each) => each[1])).size).toBe(3);
    expect([ask('0.1 0.5'), ask(undefined)]).toEqual([left, none]);
  });

  test('that is made on request changes with the release, the longest dimension and the focal point', () => {
    const asked = (name: string, change: Partial<Recipe> = {}, point?: string) =>
      planWith(change).recipeOnRequest(name, point);
    for (const name of ['later', '~w_9~h_9~fit_cover~pos_focal']) {
      const plain = asked(name);
      expect(plain).toMatch(/^[0-9a-f]{16}$/);
      const others = [
        asked(name, { release: 2 }),
        asked(name, { limits: { ...LIMITS, dimension: 99 } }),
        asked(name, {}, '0.1 0.5'),
      ];
      expect(new Set([plain, ...others]).size).toBe(4);
    }
    expect(asked('~w_9', {}, '0.1 0.5')).toBe(asked('~w_9'));
    expect(asked('~w_9')).not.toBe(asked('~w_8'));
    expect(asked('nothing')).toBeNull();
  });

  test('that is made at upload changes with the release', () => {
    expect(planWith({ release: 2 }).recipes(source, undefined).get('small')).not.toBe(made().get('small'));
  });

  test('of a transform with an overlay that there is not is not that of one without', () => {
    const recipes = ['~w_9', '~w_9~overlay_gone'].map((name) => planWith().recipeOnRequest(name, undefined));
    expect(new Set(recipes).size).toBe(2);
  });
});
