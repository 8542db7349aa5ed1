import { expect, test } from '@jest/globals';

import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { CORNERS, paint, photo, quarters, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const { topLeft, topRight, bottomLeft, bottomRight } = CORNERS;
const wide = await toSharp(quarters(400, 100)).png().toBuffer();
const tall = await toSharp(quarters(100, 400)).png().toBuffer();

test.each([
  ['left', wide, topLeft, bottomLeft],
  ['left top', wide, topLeft, bottomLeft],
  ['right', wide, topRight, bottomRight],
  ['right bottom', wide, topRight, bottomRight],
  ['top', tall, topLeft, topRight],
  ['bottom', tall, bottomLeft, bottomRight],
  ['right top', tall, topLeft, topRight],
  ['left bottom', tall, bottomLeft, bottomRight],
] as const)('%s keeps that side', async (position, original, one, other) => {
  const { named } = await make(original, { p: preset(80, 80, { position }) });
  const picture = await decoded(named('p').bytes);
  expect(distance(at(picture, 0.05, 0.05), one)).toBeLessThan(4);
  const far = original === wide ? at(picture, 0.05, 0.95) : at(picture, 0.95, 0.05);
  expect(distance(far, other)).toBeLessThan(4);
});

test('centre keeps the middle', async () => {
  const { named } = await make(wide, { p: preset(80, 80) });
  const picture = await decoded(named('p').bytes);
  expect(distance(at(picture, 0.05, 0.05), topLeft)).toBeLessThan(4);
  expect(distance(at(picture, 0.95, 0.95), bottomRight)).toBeLessThan(4);
});

test.each(['entropy', 'attention'] as const)('%s finds what there is to see, at either end', async (position) => {
  const detail = photo(200, 200, 3);
  for (const share of [0.02, 0.72]) {
    const start = Math.round(800 * share);
    const scene = paint(800, 200, (x, y) => {
      if (x < start || x >= start + 200) return [128, 128, 128];
      const pixel = at(detail, (x - start + 0.5) / 200, (y + 0.5) / 200);
      return [Math.min(255, (pixel[0] ?? 0) + 60), pixel[1] ?? 0, pixel[2] ?? 0];
    });
    const { named } = await make(await toSharp(scene).png().toBuffer(), { p: preset(100, 100, { position }) });
    const picture = await decoded(named('p').bytes);
    const grey = [0.1, 0.3, 0.5, 0.7, 0.9].filter((x) => distance(at(picture, x, 0.5), [128, 128, 128]) === 0);
    expect(grey.length).toBeLessThanOrEqual(1);
  }
});
