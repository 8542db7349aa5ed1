import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { inTurn } from '../../../handler/src/image/encode/queue.ts';
import { variantNames } from '../../../handler/src/image/names.ts';
import { preset } from '../../support/images/presets.ts';

const made = (name: string) => ({ plain: at(name), webp: at(name), avif: at(name) });
const at = (name: string) => () => Promise.resolve(name);

test('the largest preset is encoded first, and of each preset the slowest format', () => {
  const formats = { formats: ['webp' as const, 'avif' as const] };
  const presets = { a: preset(10, 10, formats), b: preset(40, 10, formats), c: preset(20, 10) };
  const size = (name: string) => ({ width: presets[name as 'a'].width ?? 0, height: 10 });
  const queue = [...inTurn(variantNames(presets), size, made)];
  expect(queue.map(({ variant }) => variant.name)).toEqual(['b~avif', 'b~webp', 'b', 'c', 'a~avif', 'a~webp', 'a']);
});

test('whatever is wanted is queued once, and a preset is opened when its turn comes', () => {
  const preset_ = fc.record({
    side: fc.integer({ min: 1, max: 99 }),
    formats: fc.subarray(['webp' as const, 'avif' as const]),
  });
  const sets = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), preset_);
  fc.assert(
    fc.property(sets, fc.infiniteStream(fc.boolean()), (set, coins) => {
      const presets = Object.fromEntries(
        Object.entries(set).map(([name, { side, formats }]) => [name, preset(side, side, { formats })]),
      );
      const names = variantNames(presets).filter(() => coins.next().value);
      const opened: string[] = [];
      const size = (name: string) => ({ width: set[name]?.side ?? 0, height: 1 });
      const queued: string[] = [];
      for (const { variant } of inTurn(names, size, (name) => (opened.push(name), made(name)))) {
        queued.push(variant.name);
        expect(opened.at(-1)).toBe(variant.preset);
      }
      expect([...queued].sort()).toEqual(names.map(({ name }) => name).sort());
      expect(new Set(opened).size).toBe(opened.length);
    }),
    { numRuns: 100 },
  );
});
