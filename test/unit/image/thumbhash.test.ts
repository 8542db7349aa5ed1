import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rgbaToThumbHash } from 'thumbhash';

import { thumbhashOf } from '../../../handler/src/image/thumbhash.ts';
import { randomFrom } from '../../support/images/random.ts';

/**
 * Slopes with grain, at least as large as the number of waves that are kept. Of others, waves are zero but
 * for a rounding error, which puts them on either side of the middle of their scale.
 */
const pictures = fc
  .record({
    width: fc.integer({ min: 7, max: 20 }),
    height: fc.integer({ min: 7, max: 20 }),
    across: fc.integer({ min: -12, max: 12 }),
    down: fc.integer({ min: -12, max: 12 }),
    grain: fc.constantFrom(4, 60, 256),
    opacity: fc.constantFrom('full', 'none', 'any'),
    seed: fc.integer(),
  })
  .map(({ width, height, across, down, grain, opacity, seed }) => {
    const next = randomFrom(seed);
    const random = (below: number): number => Math.floor(next() * below);
    const rgba = Uint8Array.from({ length: 4 * width * height }, (_, at) => {
      const [x, y] = [(at >> 2) % width, Math.floor((at >> 2) / width)];
      if (at % 4 < 3) return Math.min(255, Math.max(0, 128 + across * x + down * y + random(grain)));
      return { full: 255, none: 0, any: random(256) }[opacity];
    });
    return { width, height, rgba };
  });

/** But for one: one picture in thousands has an amplitude in the middle between two steps, to a rounding error. */
test('a thumbhash has the bytes of the package that browsers decode it with', () => {
  fc.assert(
    fc.property(pictures, ({ width, height, rgba }) => {
      const [ours, theirs] = [thumbhashOf(width, height, rgba), rgbaToThumbHash(width, height, rgba)];
      expect(ours).toHaveLength(theirs.length);
      expect(ours.filter((byte, at) => byte !== theirs[at]).length).toBeLessThan(2);
    }),
    { numRuns: 500 },
  );
});
