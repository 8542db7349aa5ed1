import { expect, test } from '@jest/globals';

import { variantNames } from '../../../handler/src/image/names.ts';
import { preset } from '../../support/images/presets.ts';

test('variants are named by preset and format, presets in order of their name, plain first', () => {
  const presets = { small: preset(1, 1, { formats: ['webp', 'avif'] }), 'a.b': preset(1, 1) };
  expect(variantNames(presets)).toEqual([
    { name: 'a.b', preset: 'a.b', format: 'plain' },
    { name: 'small', preset: 'small', format: 'plain' },
    { name: 'small~avif', preset: 'small', format: 'avif' },
    { name: 'small~webp', preset: 'small', format: 'webp' },
  ]);
});

test('the order of presets and formats in the configuration changes nothing', () => {
  const [a, b] = [preset(1, 1, { formats: ['avif', 'webp'] }), preset(2, 2, { formats: ['webp', 'avif', 'webp'] })];
  const swapped = { b: { ...b, formats: ['avif' as const, 'webp' as const] }, a };
  expect(variantNames({ a, b })).toEqual(variantNames(swapped));
});
