import { expect, test } from '@jest/globals';

import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { CORNERS, quarters, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const wide = await toSharp(quarters(480, 240)).png().toBuffer();

test.each([
  ['cover', 100, 100],
  ['contain', 100, 100],
  ['inside', 100, 50],
  ['outside', 200, 100],
  ['fill', 100, 100],
] as const)('%s gives the size that it reports', async (fit, width, height) => {
  const { named } = await make(wide, { p: preset(100, 100, { fit }) });
  const picture = await decoded(named('p').bytes);
  expect(named('p')).toMatchObject({ width, height, frames: 1 });
  expect(picture).toMatchObject({ width, height });
});

test('contain pads with the background, and shows the whole picture', async () => {
  const { named } = await make(wide, { p: preset(100, 100, { fit: 'contain', background: '#0a640f' }) });
  const picture = await decoded(named('p').bytes);
  for (const y of [0.02, 0.22, 0.78, 0.98]) expect(distance(at(picture, 0.5, y), [10, 100, 15])).toBe(0);
  expect(distance(at(picture, 0.02, 0.3), CORNERS.topLeft)).toBeLessThan(4);
  expect(distance(at(picture, 0.98, 0.7), CORNERS.bottomRight)).toBeLessThan(4);
});

test('contain pads where the position says', async () => {
  const { named } = await make(wide, { p: preset(100, 100, { fit: 'contain', position: 'bottom' }) });
  const picture = await decoded(named('p').bytes);
  expect(at(picture, 0.5, 0.4)).toEqual([255, 255, 255]);
  expect(distance(at(picture, 0.02, 0.98), CORNERS.bottomLeft)).toBeLessThan(4);
});

test('fill stretches instead of cropping', async () => {
  const { named } = await make(wide, { p: preset(50, 200, { fit: 'fill' }) });
  const picture = await decoded(named('p').bytes);
  expect(distance(at(picture, 0.02, 0.02), CORNERS.topLeft)).toBeLessThan(4);
  expect(distance(at(picture, 0.98, 0.98), CORNERS.bottomRight)).toBeLessThan(4);
});

test('nothing is enlarged, with any fit', async () => {
  const tiny = await toSharp(quarters(40, 20)).png().toBuffer();
  const fits = ['cover', 'inside', 'outside', 'fill'] as const;
  const { named } = await make(tiny, Object.fromEntries(fits.map((fit) => [fit, preset(800, 600, { fit })])));
  expect(fits.map((fit) => [named(fit).width, named(fit).height])).toEqual([
    [27, 20],
    [40, 20],
    [40, 20],
    [40, 20],
  ]);
});

test('enlarge enlarges', async () => {
  const tiny = await toSharp(quarters(40, 20)).png().toBuffer();
  const { named } = await make(tiny, { p: preset(90, 90, { enlarge: true }) });
  const picture = await decoded(named('p').bytes);
  expect(picture).toMatchObject({ width: 90, height: 90 });
  expect(distance(at(picture, 0.1, 0.1), CORNERS.topLeft)).toBeLessThan(8);
});

test('no output is longer than the limit', async () => {
  const { named } = await make(wide, { p: preset(null, null) }, undefined, { ...LIMITS, dimension: 120 });
  expect(named('p')).toMatchObject({ width: 120, height: 60 });
});

test('no output exceeds the maximum size of a WebP, regardless of the limit', async () => {
  const thread = await toSharp(quarters(17_000, 2)).png().toBuffer();
  const { named } = await make(thread, { p: preset(null, null, { formats: ['webp'] }) }, undefined, {
    ...LIMITS,
    dimension: 50_000,
  });
  for (const name of ['p', 'p~webp']) expect(named(name)).toMatchObject({ width: 16_383, height: 2 });
});

test('an original of one pixel has variants', async () => {
  const dot = await toSharp(quarters(1, 1)).png().toBuffer();
  const { named } = await make(dot, { p: preset(800, 600, { formats: ['webp', 'avif'] }) });
  for (const name of ['p', 'p~webp', 'p~avif']) expect(named(name)).toMatchObject({ width: 1, height: 1 });
});
