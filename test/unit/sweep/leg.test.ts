import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { startOf } from '../../../handler/src/sweep/cursor.ts';
import { type Field, type LegEnd, runLeg } from '../../../handler/src/sweep/leg.ts';
import { eventsLostIn, nothing } from '../../../handler/src/sweep/tally.ts';
import { variantKey } from '../../../handler/src/spelling.ts';
import { JUDGEMENT, listingsIn } from '../../support/sweep.ts';

interface World {
  originals: string[];
  manifests: string[];
  variants: string[];
  locks: string[];
}

const path = fc
  .array(fc.constantFrom('a', 'b', '/', '-', '.', '🖼'), { minLength: 1, maxLength: 4 })
  .map((p) => p.join(''));
const paths = fc.uniqueArray(path, { maxLength: 30 });
const worlds: fc.Arbitrary<World> = fc.record({ originals: paths, manifests: paths, variants: paths, locks: paths });

function fieldOf({ originals, manifests, variants, locks }: World, more: Partial<Field> = {}) {
  const queued: string[] = [];
  const field: Field = {
    listings: listingsIn({
      originals,
      manifests: [...manifests.map((path) => `${path}.json`), 'readme.txt'],
      variants: [
        ...variants.flatMap((path) => ['800x600', '800x600~avif'].map((name) => variantKey(path, name))),
        'x',
        '_base32/!/y',
      ],
      locks: [...locks.flatMap((path) => [`${path}/wide`, `${path}/.pABCDEF`]), 'x'],
    }),
    by: {
      ...JUDGEMENT,
      readManifest: (path) =>
        Promise.resolve({
          schema: 1,
          path,
          original: { etag: 'e', version: 'v', bytes: 1 },
          presets: 'd',
          status: 'rejected',
          variants: [],
          rejection: { code: 'empty', message: '' },
        }),
    },
    queue: (found) => {
      queued.push(...found);
      return Promise.resolve();
    },
    isBusy: () => Promise.resolve(false),
    isTimeUp: () => false,
    stride: 7,
    ...more,
  };
  return { field, queued };
}

const start = { cursor: startOf('manifests'), dryRun: false };

describe('a sweep', () => {
  test('queues exactly what is missing or orphaned, however its legs are cut, and whichever of them die and are repeated', async () => {
    const cuts = fc.array(fc.record({ strides: fc.integer({ min: 1, max: 3 }), dies: fc.boolean() }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(worlds, cuts, fc.integer({ min: 1, max: 9 }), async (world, legs, stride) => {
        const all = new Set<string>();
        let end: LegEnd = {
          state: 'paused',
          cursor: startOf('manifests'),
          tally: nothing,
        };
        for (const { strides, dies } of [...legs, { strides: Infinity, dies: false }]) {
          let left = strides;
          const { field, queued } = fieldOf(world, { stride, isTimeUp: () => (left -= 1) < 0 });
          const next = await runLeg(field, { cursor: end.cursor, dryRun: false });
          queued.forEach((path) => all.add(path));
          if (!dies) end = next;
          if (end.state === 'done') break;
        }
        const { originals, manifests, variants, locks } = world;
        const missing = originals.filter((path) => !manifests.includes(path));
        const orphaned = [...manifests, ...variants].filter((path) => !originals.includes(path));
        expect(end.state).toBe('done');
        expect([...all].sort()).toEqual([...new Set([...missing, ...orphaned, ...locks])].sort());
      }),
      { numRuns: 500 },
    );
  });

  test('counts what it finds', async () => {
    const { field } = fieldOf({
      originals: ['a', 'b', 'c'],
      manifests: ['b', 'x'],
      variants: ['b', 'y'],
      locks: ['b'],
    });
    const { tally } = await runLeg(field, start);
    expect(tally).toEqual({ ...nothing, looked: 3, missing: 2, orphaned: 2, promised: 1, foreign: 4 });
    expect(eventsLostIn(tally)).toBe(5);
  });

  test('queues a path once, however many of its variants are orphaned together', async () => {
    const { field, queued } = fieldOf({ originals: [], manifests: [], variants: ['y'], locks: [] });
    await runLeg(field, start);
    expect(queued).toEqual(['y']);
  });

  test('a dry run counts the same, queues nothing and waits for nobody', async () => {
    const { field, queued } = fieldOf(
      { originals: ['a'], manifests: ['x'], variants: [], locks: [] },
      { isBusy: () => Promise.resolve(true) },
    );
    expect((await runLeg(field, { ...start, dryRun: true })).tally).toMatchObject({ missing: 1, orphaned: 1 });
    expect(queued).toEqual([]);
  });

  test('waits where it is while the process queue is busy', async () => {
    let strides = 0;
    const busy = { isBusy: () => Promise.resolve((strides += 1) > 1), stride: 2 };
    const { field, queued } = fieldOf(
      { originals: ['a', 'b', 'c', 'd'], manifests: [], variants: [], locks: [] },
      busy,
    );
    const { state, cursor } = await runLeg(field, start);
    expect([state, cursor.done, queued]).toEqual(['waiting', 'b.json', ['a', 'b']]);
  });

  test('what can not be queued is not passed over', async () => {
    const { field } = fieldOf(
      { originals: ['a'], manifests: [], variants: [], locks: [] },
      { queue: () => Promise.reject(new Error('SQS')) },
    );
    await expect(runLeg(field, start)).rejects.toThrow('SQS');
  });
});
