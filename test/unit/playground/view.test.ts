import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { FIT, moved, type Point, type View } from '../../../playground/page/view.ts';

const MOST = 12;
const part = fc.double({ min: 0, max: 1, noNaN: true });
const points: fc.Arbitrary<Point> = fc.record({ x: part, y: part });
const steps = fc.array(fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), from: points, to: points }), {
  minLength: 1,
  maxLength: 8,
});

/** The place of the picture that is seen at a place of the stage. */
const seenAt = ({ zoom, x, y }: View, at: Point): Point => ({ x: (at.x - x) / zoom, y: (at.y - y) / zoom });

test('after any gestures, the picture covers the stage, and is not larger than allowed', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { zoom, x, y } = all.reduce((view, { factor, from, to }) => moved(view, MOST, factor, from, to), FIT);
      expect(zoom).toBeGreaterThanOrEqual(1);
      expect(zoom).toBeLessThanOrEqual(MOST);
      for (const corner of [x, y]) {
        expect(corner).toBeLessThanOrEqual(0);
        expect(corner + zoom).toBeGreaterThanOrEqual(1 - 1e-9);
      }
    }),
    { numRuns: 50 },
  );
});

test('what was between the fingers stays between them while they move, unless an edge would show', () => {
  fc.assert(
    fc.property(steps, points, points, (all, from, to) => {
      const before = all.reduce((view, { factor, from, to }) => moved(view, MOST, factor, from, to), FIT);
      const after = moved(before, MOST, 1.2, from, to);
      const isAtEdge = [after.x, after.y].some((corner) => corner === 0 || corner === 1 - after.zoom);
      if (isAtEdge) return;
      expect(seenAt(after, to).x).toBeCloseTo(seenAt(before, from).x, 9);
      expect(seenAt(after, to).y).toBeCloseTo(seenAt(before, from).y, 9);
    }),
    { numRuns: 50 },
  );
  // In the middle of the picture no edge is near.
  expect(moved(FIT, MOST, 2, { x: 0.3, y: 0.5 })).toEqual({ zoom: 2, x: -0.3, y: -0.5 });
});
