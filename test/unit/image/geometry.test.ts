import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { shapeOf } from '../../../handler/src/image/geometry.ts';
import { preset } from '../../support/images/presets.ts';

const FITS = ['cover', 'contain', 'inside', 'outside', 'fill'] as const;
const EDGE = 8192;
const edge = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 9000 }));
const original = fc.record({ width: edge, height: edge });
const side = fc.oneof(fc.constant(null), edge);
const box = fc.record({ width: side, height: side, fit: fc.constantFrom(...FITS), enlarge: fc.boolean() });

const size = (width: number, height: number): { width: number; height: number } => ({ width, height });
const canvasOf = (source: [number, number], wanted: Parameters<typeof preset>): object =>
  shapeOf(size(...source), preset(...wanted), EDGE).canvas;

describe('any original and any preset', () => {
  test('nothing is enlarged unless the preset enables it', () => {
    fc.assert(
      fc.property(original, box, (from, wanted) => {
        const { picture } = shapeOf(from, { ...wanted, enlarge: false }, EDGE);
        expect(picture.width).toBeLessThanOrEqual(from.width);
        expect(picture.height).toBeLessThanOrEqual(from.height);
      }),
    );
  });

  test('each step fits in the one before, and no side is ever below 1 or above the longest edge', () => {
    fc.assert(
      fc.property(original, box, fc.integer({ min: 1, max: 9000 }), (from, wanted, longest) => {
        const { level, crop, picture, canvas } = shapeOf(from, wanted, longest);
        for (const axis of ['width', 'height'] as const) {
          expect(level[axis]).toBeLessThanOrEqual(from[axis]);
          expect(crop[axis]).toBeLessThanOrEqual(level[axis]);
          expect(picture[axis]).toBeLessThanOrEqual(canvas[axis]);
          expect(Math.min(crop[axis], picture[axis])).toBeGreaterThanOrEqual(1);
          expect(canvas[axis]).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });

  test('cover and contain keep the shape of the preset to the pixel', () => {
    fc.assert(
      fc.property(original, edge, edge, fc.constantFrom('cover', 'contain'), (from, width, height, fit) => {
        const { canvas } = shapeOf(from, preset(width, height, { fit }), 16_383);
        const byWidth = Math.abs(canvas.height - (canvas.width * height) / width);
        const byHeight = Math.abs(canvas.width - (canvas.height * width) / height);
        expect(Math.min(byWidth, byHeight)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('inside stays in the box, outside covers one side of it', () => {
    fc.assert(
      fc.property(original, edge, edge, (from, width, height) => {
        const inside = shapeOf(from, preset(width, height, { fit: 'inside' }), 16_383).canvas;
        expect(inside.width <= width && inside.height <= height).toBe(true);
        const outside = shapeOf(from, preset(width, height, { fit: 'outside', enlarge: true }), Infinity).canvas;
        expect(outside.width >= width && outside.height >= height).toBe(true);
      }),
    );
  });

  test('enlarging never shows less of the original', () => {
    fc.assert(
      fc.property(original, box, (from, wanted) => {
        const kept = shapeOf(from, { ...wanted, enlarge: false }, EDGE);
        expect(shapeOf(from, { ...wanted, enlarge: true }, EDGE).crop).toEqual(kept.crop);
      }),
    );
  });
});

test.each([
  ['cover fills the box', [4000, 3000], [800, 600], [800, 600]],
  ['cover takes the largest part of the same shape from an original too small', [500, 900], [800, 600], [500, 375]],
  ['contain pads to the box', [500, 900], [800, 600, { fit: 'contain' }], [800, 600]],
  [
    'contain pads a small original only to the shape of the box',
    [100, 100],
    [800, 600, { fit: 'contain' }],
    [133, 100],
  ],
  ['inside keeps the shape', [4000, 2000], [800, 600, { fit: 'inside' }], [800, 400]],
  ['outside keeps the shape', [4000, 2000], [800, 600, { fit: 'outside' }], [1200, 600]],
  ['fill stretches', [4000, 2000], [800, 600, { fit: 'fill' }], [800, 600]],
  ['fill stretches no side beyond the original', [4000, 200], [800, 600, { fit: 'fill' }], [800, 200]],
  ['an open height follows from the shape', [4000, 2000], [800, null], [800, 400]],
  ['an open width follows from the shape', [4000, 2000], [null, 600], [1200, 600]],
  ['no size at all keeps the original', [4000, 2000], [null, null], [4000, 2000]],
  ['enlarge reaches the box', [500, 900], [800, 600, { enlarge: true }], [800, 600]],
  ['the longest edge caps what is kept', [9000, 4500], [null, null], [8192, 4096]],
  ['the longest edge caps the box, which keeps its shape', [9999, 9999], [16000, 8000], [8192, 4096]],
  ['a hair-thin original keeps a pixel', [9000, 1], [90, 90, { fit: 'inside' }], [90, 1]],
] as [string, [number, number], Parameters<typeof preset>, [number, number]][])(
  '%s',
  (_, source, wanted, [width, height]) => {
    expect(canvasOf(source, wanted)).toEqual({ width, height });
  },
);
