import { describe, expect, test } from '@jest/globals';

import type { Preset } from '../../../handler/src/presets.ts';
import { planOf } from '../../../handler/src/recipe.ts';
import { LIMITS, PRESETS } from '../../support/world/index.ts';

const recipe = { presets: PRESETS, cacheControl: 'public', release: 1, limits: LIMITS };
const { digest, ...plan } = planOf(recipe);
const { small, wide } = PRESETS as Record<'small' | 'wide', Preset>;

describe('the plan', () => {
  test('makes at upload what the presets say, and allows the rest on request', () => {
    expect([...plan.made]).toEqual(['small', 'small~webp']);
    expect([...plan.onRequest]).toEqual(['wide']);
    expect(Object.keys(plan.uploads)).toEqual(['small']);
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
    ['another longest edge', { ...recipe, limits: { ...LIMITS, edge: 100 } }],
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
