import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { variantKey } from '../../../handler/src/spelling.ts';
import { startOf } from '../../../handler/src/sweep/cursor.ts';
import { runSlice, type SliceEnd, type SweepContext } from '../../../handler/src/sweep/slice.ts';
import { eventsLostIn, nothing } from '../../../handler/src/sweep/tally.ts';
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

function contextOf({ originals, manifests, variants, locks }: World, more: Partial<SweepContext> = {}) {
  const queued: string[] = [];
  const context: SweepContext = {
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
    batchSize: 7,
    ...more,
  };
  return { context, queued };
}

const start = { cursor: startOf('manifests'), dryRun: false };

describe('a sweep', () => {
  test('queues exactly what is missing or orphaned, however its slices are cut, and whichever of them die and are repeated', async () => {
    const cuts = fc.array(fc.record({ strides: fc.integer({ min: 1, max: 3 }), dies: fc.boolean() }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(worlds, cuts, fc.integer({ min: 1, max: 9 }), async (world, slices, batchSize) => {
        const all = new Set<string>();
        let end: SliceEnd = {
          state: 'paused',
          cursor: startOf('manifests'),
          tally: nothing,
        };
        for (const { strides, dies } of [...slices, { strides: Infinity, dies: false }]) {
          let left = strides;
          const { context, queued } = contextOf(world, { batchSize, isTimeUp: () => (left -= 1) < 0 });
          const next = await runSlice(context, { cursor: end.cursor, dryRun: false });
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
    const { context } = contextOf({
      originals: ['a', 'b', 'c'],
      manifests: ['b', 'x'],
      variants: ['b', 'y'],
      locks: ['b'],
    });
    const { tally } = await runSlice(context, start);
    expect(tally).toEqual({ ...nothing, looked: 3, missing: 2, orphaned: 2, promised: 1, foreign: 4 });
    expect(eventsLostIn(tally)).toBe(5);
  });

  test('queues a path once, however many of its variants are orphaned together', async () => {
    const { context, queued } = contextOf({ originals: [], manifests: [], variants: ['y'], locks: [] });
    await runSlice(context, start);
    expect(queued).toEqual(['y']);
  });

  test('a dry run counts the same, queues nothing and does not wait', async () => {
    const { context, queued } = contextOf(
      { originals: ['a'], manifests: ['x'], variants: [], locks: [] },
      { isBusy: () => Promise.resolve(true) },
    );
    expect((await runSlice(context, { ...start, dryRun: true })).tally).toMatchObject({ missing: 1, orphaned: 1 });
    expect(queued).toEqual([]);
  });

  test('waits where it is while the process queue is busy', async () => {
    let strides = 0;
    const busy = { isBusy: () => Promise.resolve((strides += 1) > 1), batchSize: 2 };
    const { context, queued } = contextOf(
      { originals: ['a', 'b', 'c', 'd'], manifests: [], variants: [], locks: [] },
      busy,
    );
    const { state, cursor } = await runSlice(context, start);
    expect([state, cursor.done, queued]).toEqual(['waiting', 'b.json', ['a', 'b']]);
  });

  test('what can not be queued is not passed over', async () => {
    const { context } = contextOf(
      { originals: ['a'], manifests: [], variants: [], locks: [] },
      { queue: () => Promise.reject(new Error('SQS')) },
    );
    await expect(runSlice(context, start)).rejects.toThrow('SQS');
  });
});
