import { describe, expect, test } from '@jest/globals';

import type { Result } from '../../../handler/src/render/flight.ts';
import { ask, createKitchen, textOf } from '../../support/render/galley.ts';
import { KEYS, cooked } from '../../support/world/index.ts';

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
    const kitchen = createKitchen();
    kitchen.bucket.put(KEYS.original(PATH), 'a');
    const galleys = Array.from({ length: copies }, () => kitchen.copy());
    const results = await Promise.all(
      many.map((index) => ask(galleys[index % copies] ?? kitchen.copy(), PATH, 'wide')),
    );
    expect(kitchen.transforms).toBe(1);
    expect(kinds(results)).toEqual({ rendered: 1, read: 199 });
    expect(new Set(results.map(textOf))).toEqual(new Set([cooked('a', 'wide')]));
    expect(new Set(results.map((result) => 'variant' in result && result.variant.etag)).size).toBe(1);
    expect(kitchen.bucket.keys(KEYS.locks(PATH))).toEqual([]);
  });

  test('of a bad original one finds out, and the others hear why', async () => {
    const kitchen = createKitchen();
    kitchen.bucket.put(KEYS.original(PATH), 'bad');
    const results = await Promise.all(many.map(() => ask(kitchen.copy(), PATH, 'wide')));
    expect(kitchen.transforms).toBe(1);
    expect(kinds(results)).toEqual({ rejected: 200 });
    expect(await ask(kitchen.copy(), PATH, 'wide')).toMatchObject({ kind: 'rejected', code: 'not_an_image' });
    expect(kitchen.transforms).toBe(1);
  });

  test('while making it fails, one tries and the others are put off', async () => {
    const kitchen = createKitchen();
    kitchen.bucket.put(KEYS.original(PATH), 'a');
    const broken = {
      makeVariants: () => {
        kitchen.transforms += 1;
        return Promise.reject(new Error('no worker'));
      },
      // They all look while it is fresh.
      pause: () => new Promise<void>(setImmediate),
    };
    const outcomes = await Promise.allSettled(many.map(() => ask(kitchen.copy(broken), PATH, 'wide')));
    expect(kitchen.transforms).toBe(1);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(kinds(outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))).toEqual({ busy: 199 });
    kitchen.time += 3_000;
    expect((await ask(kitchen.copy(), PATH, 'wide')).kind).toBe('rendered');
  });

  test('whose maker was killed one takes over within ten seconds', async () => {
    const kitchen = createKitchen();
    kitchen.bucket.put(KEYS.original(PATH), 'a');
    kitchen.bucket.put(LOCK, JSON.stringify({ id: 'of the dead' }));
    const killed = kitchen.time;
    let began = 0;
    const galley = () => {
      const copy = kitchen.copy();
      const makeVariants: typeof copy.makeVariants = (...job) => {
        began = kitchen.time;
        return copy.makeVariants(...job);
      };
      return { ...copy, makeVariants };
    };
    const results = await Promise.all(many.map(() => ask(galley(), PATH, 'wide')));
    expect(kitchen.transforms).toBe(1);
    expect(kinds(results)).toEqual({ rendered: 1, read: 199 });
    expect(began - killed).toBeLessThanOrEqual(10_000);
  });

  test('whose original is not there none takes a lock', async () => {
    const kitchen = createKitchen();
    const results = await Promise.all(many.map(() => ask(kitchen.copy(), PATH, 'wide')));
    expect(kinds(results)).toEqual({ missing: 200 });
    expect(kitchen.requests.filter((request) => request.startsWith('PutObject'))).toEqual([]);
  });
});

describe('a waiter', () => {
  test('never takes over from a maker that renews its lock, and is put off at the end of its time', async () => {
    const kitchen = createKitchen();
    kitchen.bucket.put(KEYS.original(PATH), 'a');
    const start = kitchen.time;
    const waiting = kitchen.copy({
      pause: () => {
        kitchen.time += 1_000;
        kitchen.bucket.put(LOCK, JSON.stringify({ id: kitchen.time }));
        return Promise.resolve();
      },
    });
    kitchen.bucket.put(LOCK, '{}');
    expect(await ask(waiting, PATH, 'wide')).toEqual({ kind: 'busy' });
    expect(kitchen.transforms).toBe(0);
    expect(kitchen.time - start).toBeGreaterThanOrEqual(29_000);
  });

  test('whose time is too short to make anything takes no lock', async () => {
    const kitchen = createKitchen();
    kitchen.bucket.put(KEYS.original(PATH), 'a');
    expect(await ask(kitchen.copy(), PATH, 'wide', { remaining: () => 17_000 })).toEqual({ kind: 'busy' });
    expect(kitchen.bucket.get(LOCK)).toBeNull();
  });

  test('does not believe what a lock says of another version of the original', async () => {
    const kitchen = createKitchen();
    kitchen.bucket.put(KEYS.original(PATH), 'bad');
    await ask(kitchen.copy(), PATH, 'wide');
    kitchen.bucket.put(KEYS.original(PATH), 'a');
    expect(textOf(await ask(kitchen.copy(), PATH, 'wide'))).toBe(cooked('a', 'wide'));
  });
});
