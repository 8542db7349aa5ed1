import { describe, expect, test } from '@jest/globals';

import type { Overlay } from '../../../handler/src/overlays.ts';
import type { Preset } from '../../../handler/src/presets.ts';
import { planOf, type Recipe } from '../../../handler/src/recipe.ts';
import { usesFocalPoint } from '../../../handler/src/variant-recipe.ts';
import { LIMITS, mark, preset } from '../../support/images/presets.ts';

const small = preset(40, 30, { formats: ['webp'] });
const recipe = { presets: { small }, cacheControl: 'public', limits: LIMITS, release: 1 };

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

  test('has the focal point only where both dimensions are given and cropped to', () => {
    const crops = [
      focal,
      { ...focal, width: null },
      { ...focal, height: null },
      { ...focal, fit: 'fill' } as const,
      small,
    ];
    expect(crops.map(usesFocalPoint)).toEqual([true, false, false, false, false]);
  });

  test('made on request is the same whether its preset is, or only its format is deferred', () => {
    const asked = (change: Partial<Preset>) =>
      planWith({ presets: { small: { ...small, ...change } } }).recipeOnRequest('small~webp', undefined);
    expect(asked({ make: 'request' })).toMatch(/^[0-9a-f]{16}$/);
    expect(asked({ make: 'request' })).toBe(asked({ deferred: ['webp'] }));
  });

  test('of AVIF with its own quality changes with that of the plain one, which may take its place', () => {
    const asked = (jpeg: number) =>
      planWith({ presets: { small: { ...small, formats: ['avif'], quality: { jpeg, avif: 50 } } } })
        .recipes(source, undefined)
        .get('small~avif');
    expect(asked(70)).not.toBe(asked(71));
  });

  /** If this fails, signed transforms are made again after an update, and `RELEASE` was not raised for it. */
  test('of a transform is what it has been, also of one whose overlay is gone', () => {
    const recipes = ['~w_9', '~w_9~overlay_gone'].map((name) => planWith().recipeOnRequest(name, undefined));
    expect(recipes).toEqual(['40375a849843aeaf', 'bc8fb6c0faccf33a']);
  });

  test('that is made at upload changes with the release', () => {
    expect(planWith({ release: 2 }).recipes(source, undefined).get('small')).not.toBe(made().get('small'));
  });

  test('of a transform with an overlay that there is not is not that of one without', () => {
    const recipes = ['~w_9', '~w_9~overlay_gone'].map((name) => planWith().recipeOnRequest(name, undefined));
    expect(new Set(recipes).size).toBe(2);
  });
});

describe('the recipe of what carries an overlay', () => {
  const presets = { small, marked: { ...small, overlay: mark() } };
  const planWith = (overlay: Overlay, overlays = { logo: overlay }) =>
    planOf({ ...recipe, presets: { ...presets, marked: { ...small, overlay } }, overlays });
  const source = { width: 800, height: 600, frames: 1 };
  const recipesOf = (one: ReturnType<typeof planOf>) => one.recipes(source, undefined);

  test.each([
    ['another mark', mark({ sha256: 'b'.repeat(64) })],
    ['another look', mark({ tile: true })],
  ])('changes with %s, and no other does', (_what, overlay) => {
    const [before, after] = [planWith(mark()), planWith(overlay)];
    expect(after.digest).not.toBe(before.digest);
    for (const name of ['small', 'small~webp']) expect(recipesOf(after).get(name)).toBe(recipesOf(before).get(name));
    for (const name of ['marked', 'marked~webp']) {
      expect(recipesOf(after).get(name)).toMatch(/^[0-9a-f]{16}$/);
      expect(recipesOf(after).get(name)).not.toBe(recipesOf(before).get(name));
    }
    const [was, is] = ['~w_9', '~w_9~overlay_logo~q_7'].map((name) =>
      [before, after].map((one) => one.recipeOnRequest(name, undefined)),
    );
    expect(was?.[0]).toBe(was?.[1]);
    expect(is?.[0]).not.toBe(is?.[1]);
  });

  test('is that of a signed transform too, and another one once there is no such overlay any more', () => {
    const name = '~w_9~overlay_logo';
    expect(planWith(mark()).recipeOnRequest(name, undefined)).not.toBe(
      planWith(mark(), { other: mark() } as never).recipeOnRequest(name, undefined),
    );
  });

  test('is the same whether an option of the overlay is left out or named at its default', () => {
    const { sha256 } = mark();
    const [named, bare] = [planWith(mark()), planWith({ sha256 } as Overlay)];
    expect([...recipesOf(bare)]).toEqual([...recipesOf(named)]);
    const transform = '~w_9~overlay_logo';
    expect(bare.recipeOnRequest(transform, undefined)).toBe(named.recipeOnRequest(transform, undefined));
  });

  test('is the same whatever the overlay is called', () => {
    const other = planWith(mark(), { renamed: mark() } as never);
    expect([...recipesOf(other)]).toEqual([...recipesOf(planWith(mark()))]);
  });
});
