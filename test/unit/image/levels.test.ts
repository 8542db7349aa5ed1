import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { shapeOf } from '../../../handler/src/image/geometry.ts';
import { planLevels, sameSize } from '../../../handler/src/image/levels.ts';
import { preset } from '../../support/images/presets.ts';

const edge = fc.integer({ min: 1, max: 6000 });
const original = fc.record({ width: edge, height: edge });
const boxes = fc.array(fc.record({ width: edge, height: edge, fit: fc.constantFrom('cover', 'inside', 'fill') }), {
  maxLength: 6,
});

test('every level comes from something at least as large, and ends at the base', () => {
  fc.assert(
    fc.property(original, boxes, (from, wanted) => {
      const { base, levels } = planLevels(
        from,
        wanted.map((box) => shapeOf(from, preset(box.width, box.height, box), 8192)),
      );
      for (const level of levels) {
        expect(level.size.width <= level.from.width && level.size.height <= level.from.height).toBe(true);
        let [at, steps] = [level, 0];
        while (!sameSize(at.from, base)) {
          const next = levels.find(({ size }) => sameSize(size, at.from));
          if (next === undefined || ++steps > levels.length) throw new Error('The chain does not end at the base.');
          at = next;
        }
      }
    }),
  );
});

test('the base is no larger than the original, and no larger than the largest level needs', () => {
  fc.assert(
    fc.property(original, boxes, (from, wanted) => {
      const shapes = wanted.map((box) => shapeOf(from, preset(box.width, box.height, box), 8192));
      const { base } = planLevels(from, shapes);
      for (const axis of ['width', 'height'] as const) {
        expect(base[axis]).toBe(Math.max(Math.min(from[axis], 16), ...shapes.map(({ level }) => level[axis])));
      }
    }),
  );
});

test('a level feeds another only at twice its size; the base feeds any', () => {
  const original = { width: 4000, height: 3000 };
  const shapes = [1600, 1000, 790, 200].map((width) => shapeOf(original, preset(width, null), 8192));
  const plan = planLevels(original, shapes);
  const feeds = Object.fromEntries(plan.levels.map(({ size, from }) => [size.width, from.width]));
  expect(feeds).toEqual({ 1600: 1600, 1000: 1600, 790: 1600, 200: 790 });
});
