import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { makeVariants } from '../../../handler/src/image/make.ts';
import { offsetAround } from '../../../handler/src/image/position.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { CORNERS, paint, photo, quarters, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

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

describe('focal', () => {
  const named = async (original: Buffer, focalPoint?: string) => {
    const presets = { p: preset(80, 80, { position: 'focal' }) };
    const { variants } = await makeVariants({ bytes: original, presets, limits: LIMITS, focalPoint });
    return decoded(variants[0]?.bytes ?? Buffer.alloc(0));
  };

  test.each([
    ['0,0', topLeft, bottomLeft],
    ['0.1,0.9', topLeft, bottomLeft],
    ['1,0.5', topRight, bottomRight],
  ] as const)('%s keeps what is around it, as far as the picture reaches', async (focalPoint, one, other) => {
    const picture = await named(wide, focalPoint);
    expect(distance(at(picture, 0.95, 0.05), one)).toBeLessThan(4);
    expect(distance(at(picture, 0.05, 0.95), other)).toBeLessThan(4);
  });

  test('without a focal point is attention', async () => {
    const original = await toSharp(photo(120, 60, 3))
      .png()
      .toBuffer();
    const attention = (await make(original, { p: preset(40, 40, { position: 'attention' }) })).named('p').bytes;
    const focal = (await make(original, { p: preset(40, 40, { position: 'focal' }) })).named('p').bytes;
    expect(focal).toEqual(attention);
  });

  test('any point gives a crop within the picture, and its middle where there is room', () => {
    const side = fc.integer({ min: 1, max: 9000 });
    const share = fc.integer({ min: 0, max: 1000 }).map((each) => each / 1000);
    fc.assert(
      fc.property(side, side, share, share, (width, part, x, y) => {
        const [outer, inner] = [
          { width: Math.max(width, part), height: 10 },
          { width: Math.min(width, part), height: 10 },
        ];
        const { left, top } = offsetAround({ x, y }, outer, inner);
        expect(top).toBe(0);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + inner.width).toBeLessThanOrEqual(outer.width);
        const off = Math.abs(left + inner.width / 2 - x * outer.width);
        if (left > 0 && left + inner.width < outer.width) expect(off).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});
