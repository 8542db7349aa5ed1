import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';

import { readAhead, readOriginal } from '../../../handler/src/reconcile/read-ahead.ts';
import type { ReconcileContext, Run } from '../../../handler/src/reconcile/run.ts';
import { fakeVariant, KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';
import { unhandledDuring } from '../../support/unhandled.ts';

type Read = ReconcileContext['store']['originals']['read'];

/** A site that reads originals more slowly than anything else, and where a reading that is ended fails, as at S3. */
function site() {
  const harness = reconcileHarness();
  const { originals, variants } = harness.context.store;
  const signals: (AbortSignal | undefined)[] = [];
  const endedWhenListed: boolean[] = [];
  const read: Read = async (path, seen, signal) => {
    signals.push(signal);
    await setImmediate();
    signal?.throwIfAborted();
    return originals.read(path, seen, signal);
  };
  const list: typeof variants.list = async (path) => {
    endedWhenListed.push(signals.at(-1)?.aborted === true);
    return variants.list(path);
  };
  const store = {
    ...harness.context.store,
    originals: { ...originals, read },
    variants: { ...variants, list },
  };
  Object.assign(harness.context, { store });
  const first = async () => {
    signals.length = 0;
    endedWhenListed.length = 0;
    return harness.run(1, harness.clock.now);
  };
  return { ...harness, signals, endedWhenListed, first };
}

describe('reading ahead an original whose variants were made before', () => {
  test('ends as soon as the manifest says so, before the variants are listed', async () => {
    const { bucket, first, endedWhenListed } = site();
    bucket.put(ORIGINAL, 'one');
    await first();
    await first();
    expect(endedWhenListed).toEqual([true]);
  });

  test('is begun anew if one of them is missing', async () => {
    const { bucket, first, signals, variants } = site();
    bucket.put(ORIGINAL, 'one');
    await first();
    bucket.delete(KEYS.variant(PATH, 'small'));
    expect(await first()).toMatchObject({ result: 'ready', transforms: 1 });
    expect(signals).toMatchObject([{ aborted: true }, undefined]);
    expect(variants()).toContain(fakeVariant('one', 'small'));
  });

  test('leaves no failure that nobody handles, which would end the function', async () => {
    const { bucket, first, signals } = site();
    bucket.put(ORIGINAL, 'one');
    await first();
    const unhandled = await unhandledDuring(async () => {
      expect(await first()).toMatchObject({ result: 'unchanged' });
    });
    expect(signals).toMatchObject([{ aborted: true }]);
    expect(unhandled).toEqual([]);
  });
});

test('of two originals in one second, in a bucket without versions, the one that is observed is read, not the one before', async () => {
  const read: Read = async (_path, { etag }, signal) => {
    signals.push(signal);
    return Promise.resolve(Buffer.from(etag));
  };
  const signals: (AbortSignal | undefined)[] = [];
  const run = { path: PATH, ahead: null, store: { originals: { read } } } as unknown as Run;
  const version = '2026-01-01T00:00:00.000Z';
  readAhead(run, { etag: 'one', version, bytes: 3 });
  expect(await readOriginal(run, { etag: 'two', version, bytes: 3 })).toEqual(Buffer.from('two'));
  expect(signals).toMatchObject([{ aborted: true }, undefined]);
});
