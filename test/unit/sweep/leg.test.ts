import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { startOf } from '../../../handler/src/sweep/cursor.ts';
import { type Field, type LegEnd, runLeg } from '../../../handler/src/sweep/leg.ts';

const compareKeys = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

interface World {
  originals: string[];
  manifests: string[];
  variants: string[];
}

const path = fc
  .array(fc.constantFrom('a', 'b', '/', '-', '.', '🖼'), { minLength: 1, maxLength: 4 })
  .map((p) => p.join(''));
const paths = fc.uniqueArray(path, { maxLength: 30 });
const worlds: fc.Arbitrary<World> = fc.record({ originals: paths, manifests: paths, variants: paths });

function fieldOf(world: World, more: Partial<Field> = {}): { field: Field; queued: string[] } {
  const queued: string[] = [];
  const keys = {
    originals: world.originals,
    manifests: world.manifests.map((path) => `${path}.json`),
    variants: world.variants.flatMap((path) => [`${path}/800x600`, `${path}/800x600~avif`]),
  };
  const field: Field = {
    list: async function* (prefix, after) {
      for (const key of [...keys[prefix]].sort(compareKeys)) {
        if (after === null || compareKeys(key, after) > 0)
          yield await Promise.resolve({ key, etag: 'e', bytes: 1, modified: 1 });
      }
    },
    by: {
      plan: { digest: 'd', rejectionDigest: 'd' },
      settledBefore: 2,
      storable: () => true,
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
          tally: { looked: 0, missing: 0, stale: 0, outdated: 0, orphaned: 0 },
        };
        for (const { strides, dies } of [...legs, { strides: Infinity, dies: false }]) {
          let left = strides;
          const { field, queued } = fieldOf(world, { stride, isTimeUp: () => (left -= 1) < 0 });
          const next = await runLeg(field, { cursor: end.cursor, dryRun: false });
          queued.forEach((path) => all.add(path));
          if (!dies) end = next;
          if (end.state === 'done') break;
        }
        const { originals, manifests, variants } = world;
        const missing = originals.filter((path) => !manifests.includes(path));
        const orphaned = [...manifests, ...variants].filter((path) => !originals.includes(path));
        expect(end.state).toBe('done');
        expect([...all].sort()).toEqual([...new Set([...missing, ...orphaned])].sort());
      }),
      { numRuns: 500 },
    );
  });

  test('counts what it finds', async () => {
    const { field } = fieldOf({ originals: ['a', 'b', 'c'], manifests: ['b', 'x'], variants: ['b', 'y'] });
    expect((await runLeg(field, start)).tally).toEqual({ looked: 3, missing: 2, stale: 0, outdated: 0, orphaned: 2 });
  });

  test('queues a path once, however many of its variants are orphaned together', async () => {
    const { field, queued } = fieldOf({ originals: [], manifests: [], variants: ['y'] });
    await runLeg(field, start);
    expect(queued).toEqual(['y']);
  });

  test('a dry run counts the same, queues nothing and waits for nobody', async () => {
    const { field, queued } = fieldOf(
      { originals: ['a'], manifests: ['x'], variants: [] },
      { isBusy: () => Promise.resolve(true) },
    );
    expect((await runLeg(field, { ...start, dryRun: true })).tally).toMatchObject({ missing: 1, orphaned: 1 });
    expect(queued).toEqual([]);
  });

  test('waits where it is while the process queue is busy', async () => {
    let strides = 0;
    const busy = { isBusy: () => Promise.resolve((strides += 1) > 1), stride: 2 };
    const { field, queued } = fieldOf({ originals: ['a', 'b', 'c', 'd'], manifests: [], variants: [] }, busy);
    const { state, cursor } = await runLeg(field, start);
    expect([state, cursor.done, queued]).toEqual(['waiting', 'b.json', ['a', 'b']]);
  });

  test('what can not be queued is not passed over', async () => {
    const { field } = fieldOf(
      { originals: ['a'], manifests: [], variants: [] },
      { queue: () => Promise.reject(new Error('SQS')) },
    );
    await expect(runLeg(field, start)).rejects.toThrow('SQS');
  });
});
