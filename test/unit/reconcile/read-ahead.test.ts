import { describe, expect, test } from '@jest/globals';

import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { LIMITS, ORIGINAL, reconcileHarness } from '../../support/simulation/index.ts';

/** A site that notes each reading of the original, and whether it was ended. */
function site() {
  const readings: { isFirstLook: boolean; signal: AbortSignal | undefined }[] = [];
  const looks = { manifests: 0 };
  const harness = reconcileHarness();
  const { originals, manifests } = harness.context.store;
  const store: ReconcileContext['store'] = {
    ...harness.context.store,
    originals: {
      ...originals,
      read: (path, seen, signal) => {
        readings.push({ isFirstLook: looks.manifests === 0, signal });
        return originals.read(path, seen, signal);
      },
    },
    manifests: {
      ...manifests,
      see: (path) => {
        looks.manifests += 1;
        return manifests.see(path);
      },
    },
  };
  Object.assign(harness.context, { store });
  const first = async () => {
    Object.assign(looks, { manifests: 0 });
    readings.length = 0;
    return harness.run(1, harness.clock.now);
  };
  return { ...harness, readings, first };
}

describe('the original of a message that is delivered for the first time', () => {
  test('is read once, while its manifest is looked for', async () => {
    const { bucket, first, readings } = site();
    bucket.put(ORIGINAL, 'one');
    await first();
    expect(readings).toMatchObject([{ isFirstLook: true, signal: { aborted: false } }]);
  });

  test('is read to the end if it replaced another', async () => {
    const { bucket, first, readings } = site();
    bucket.put(ORIGINAL, 'one');
    await first();
    bucket.put(ORIGINAL, 'two');
    await first();
    expect(readings).toMatchObject([{ isFirstLook: true, signal: { aborted: false } }]);
  });

  test.each(['again', 'as it was'])('is not read to the end if it was made before: %s', async (how) => {
    const { bucket, first, readings } = site();
    bucket.put(ORIGINAL, 'one');
    await first();
    if (how === 'again') bucket.put(ORIGINAL, 'one');
    await first();
    expect(readings).toMatchObject([{ signal: { aborted: true } }]);
  });

  test('is read again if it changed before it was needed', async () => {
    const { bucket, first, readings, context } = site();
    const { manifests } = context.store;
    let isChanged = false;
    const see: typeof manifests.see = async (path) => {
      if (!isChanged) bucket.put(ORIGINAL, 'two');
      isChanged = true;
      return manifests.see(path);
    };
    Object.assign(context, { store: { ...context.store, manifests: { ...manifests, see } } });
    bucket.put(ORIGINAL, 'one');
    expect(await first()).toMatchObject({ result: 'ready', transforms: 1 });
    expect(readings).toHaveLength(2);
  });

  test('is not read if its length is too much already', async () => {
    const { bucket, first, readings } = site();
    bucket.put(ORIGINAL, 'x'.repeat(LIMITS.bytes + 1));
    expect(await first()).toMatchObject({ result: 'rejected' });
    expect(readings).toEqual([]);
  });

  test('fails as a reading that was not ahead does', async () => {
    const { bucket, first, context } = site();
    const originals = { ...context.store.originals, read: () => Promise.reject(new Error('SlowDown')) };
    Object.assign(context, { store: { ...context.store, originals } });
    bucket.put(ORIGINAL, 'one');
    await expect(first()).rejects.toThrow('SlowDown');
  });
});

test('the original of a message that no queue keeps is read only when it is known that it has to be', async () => {
  const { bucket, run, readings } = site();
  bucket.put(ORIGINAL, 'one');
  await run();
  expect(readings).toMatchObject([{ isFirstLook: false, signal: undefined }]);
});
