import { describe, expect, test } from '@jest/globals';

import type { Result } from '../../../handler/src/render/rendering.ts';
import { ask, createRenderHarness, textOf } from '../../support/render/harness.ts';
import { fakeVariant, KEYS } from '../../support/simulation/index.ts';

const PATH = 'a/photo.jpg';
const LOCK = KEYS.lock(PATH, 'wide');
const many = Array.from({ length: 200 }, (_, index) => index);
const kinds = (results: readonly Result[]) => {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

describe('of 200 requests for one missing variant', () => {
  test.each([1, 200])('to %i copies of the function one makes it and all get the same', async (copies) => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), 'a');
    const galleys = Array.from({ length: copies }, () => harness.copy());
    const results = await Promise.all(
      many.map((index) => ask(galleys[index % copies] ?? harness.copy(), PATH, 'wide')),
    );
    expect(harness.transforms).toBe(1);
    expect(kinds(results)).toEqual({ rendered: 1, read: 199 });
    expect(new Set(results.map(textOf))).toEqual(new Set([fakeVariant('a', 'wide')]));
    expect(new Set(results.map((result) => 'variant' in result && result.variant.etag)).size).toBe(1);
    expect(harness.bucket.keys(KEYS.locks(PATH))).toEqual([]);
  });

  test('of a bad original one finds out, and the others hear why', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), 'bad');
    const results = await Promise.all(many.map(() => ask(harness.copy(), PATH, 'wide')));
    expect(harness.transforms).toBe(1);
    expect(kinds(results)).toEqual({ rejected: 200 });
    expect(await ask(harness.copy(), PATH, 'wide')).toMatchObject({ kind: 'rejected', code: 'not_an_image' });
    expect(harness.transforms).toBe(1);
  });

  test('while making it fails, one tries and the others are put off', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), 'a');
    const broken = {
      makeVariants: () => {
        harness.transforms += 1;
        return Promise.reject(new Error('no worker'));
      },
      // They all look while it is fresh.
      pause: () => new Promise<void>(setImmediate),
    };
    const outcomes = await Promise.allSettled(many.map(() => ask(harness.copy(broken), PATH, 'wide')));
    expect(harness.transforms).toBe(1);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(kinds(outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))).toEqual({ busy: 199 });
    harness.time += 3_000;
    expect((await ask(harness.copy(), PATH, 'wide')).kind).toBe('rendered');
  });

  test('whose maker was killed one takes over within ten seconds', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), 'a');
    harness.bucket.put(LOCK, JSON.stringify({ id: 'of the dead' }));
    const killed = harness.time;
    let began = 0;
    const context = () => {
      const copy = harness.copy();
      const makeVariants: typeof copy.makeVariants = (job) => {
        began = harness.time;
        return copy.makeVariants(job);
      };
      return { ...copy, makeVariants };
    };
    const results = await Promise.all(many.map(() => ask(context(), PATH, 'wide')));
    expect(harness.transforms).toBe(1);
    expect(kinds(results)).toEqual({ rendered: 1, read: 199 });
    expect(began - killed).toBeLessThanOrEqual(10_000);
  });

  test('whose original is not there none takes a lock', async () => {
    const harness = createRenderHarness();
    const results = await Promise.all(many.map(() => ask(harness.copy(), PATH, 'wide')));
    expect(kinds(results)).toEqual({ missing: 200 });
    expect(harness.requests.filter((request) => request.startsWith('PutObject'))).toEqual([]);
  });
});

describe('a waiter', () => {
  test('never takes over from a maker that renews its lock, and is put off at the end of its time', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), 'a');
    const start = harness.time;
    const waiting = harness.copy({
      pause: () => {
        harness.time += 1_000;
        harness.bucket.put(LOCK, JSON.stringify({ id: harness.time }));
        return Promise.resolve();
      },
    });
    harness.bucket.put(LOCK, '{}');
    expect(await ask(waiting, PATH, 'wide')).toEqual({ kind: 'busy' });
    expect(harness.transforms).toBe(0);
    expect(harness.time - start).toBeGreaterThanOrEqual(29_000);
  });

  test('whose time is too short to make anything takes no lock', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), 'a');
    expect(await ask(harness.copy(), PATH, 'wide', { remaining: () => 17_000 })).toEqual({ kind: 'busy' });
    expect(harness.bucket.get(LOCK)).toBeNull();
  });

  test('does not believe what a lock says of another version of the original', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original(PATH), 'bad');
    await ask(harness.copy(), PATH, 'wide');
    harness.bucket.put(KEYS.original(PATH), 'a');
    expect(textOf(await ask(harness.copy(), PATH, 'wide'))).toBe(fakeVariant('a', 'wide'));
  });
});
