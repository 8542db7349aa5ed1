import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';

import { overlaySchema } from '../../../handler/src/overlays.ts';
import { readOverlays } from '../../../handler/src/reconcile/overlays.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { preset } from '../../support/images/presets.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import {
  CACHE_CONTROL,
  KEYS,
  makeVariants,
  ORIGINAL,
  PATH,
  reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyOf = (mark: string): string => `overlays/${sha256(mark)}.png`;

/** A stack of which `marked` carries this mark, and `bare` none. */
function workerOn(bucket: ReturnType<typeof createBucket>, mark: string) {
  const jobs: { only: readonly string[] | undefined; marks: string[] }[] = [];
  const overlay = overlaySchema.parse({ sha256: sha256(mark) });
  const presets = { marked: preset(80, 60, { overlay }), bare: preset(80, 60) };
  const harness = reconcileHarness({
    plan: testPlan({ presets, overlays: { logo: overlay } }),
    store: createStore({
      client: createMemoryClient(bucket),
      bucket: 'bucket',
      keys: KEYS,
      cacheControl: CACHE_CONTROL,
    }),
    makeVariants: (job) => {
      jobs.push({
        only: job.only,
        marks: Object.values(job.overlays ?? {}).map((bytes) => Buffer.from(bytes).toString()),
      });
      return makeVariants(job);
    },
  });
  return { ...harness, jobs };
}

function siteWith(...marks: readonly string[]) {
  const bucket = createBucket({ versioned: true, now: () => 1_000_000_000 });
  bucket.put(ORIGINAL, 'photo');
  for (const mark of marks) bucket.put(keyOf(mark), mark);
  const made = () => bucket.keys('').filter((key) => !key.startsWith('overlays/') && key !== ORIGINAL);
  return { bucket, made };
}

describe('a mark', () => {
  test('is given to the transform of what carries it', async () => {
    const { bucket } = siteWith('one');
    const worker = workerOn(bucket, 'one');
    expect(await worker.run()).toMatchObject({ result: 'ready' });
    expect(worker.jobs).toEqual([{ only: undefined, marks: ['one'] }]);
  });

  test.each([
    ['is missing', null, /can't be read/],
    ['is another one than its name says', 'forged', /was replaced: its SHA-256 is [0-9a-f]{64}/],
    ['is too large to be one', 'x'.repeat(1_048_577), /has 1048577 bytes, more than the 1048576 of an overlay/],
  ])(
    'that %s leaves the photo to be tried again: nothing is rejected, nothing published',
    async (_what, there, said) => {
      const { bucket, made } = siteWith();
      if (there !== null) bucket.put(keyOf('one'), there);
      const worker = workerOn(bucket, 'one');
      await expect(worker.run()).rejects.toThrow(said);
      expect([made(), worker.jobs]).toEqual([[], []]);
      bucket.put(keyOf('one'), 'one');
      // The same instance: what it could not read is not remembered.
      expect(await worker.run(2)).toMatchObject({ result: 'ready' });
    },
  );

  test('that was replaced is made into what carries it, and nothing else is made again', async () => {
    const { bucket } = siteWith('one', 'two');
    await workerOn(bucket, 'one').run();
    const after = workerOn(bucket, 'two');
    expect(await after.run()).toMatchObject({ result: 'ready' });
    expect(after.jobs).toEqual([{ only: ['marked'], marks: ['two'] }]);
    const again = workerOn(bucket, 'two');
    await again.run();
    expect(again.jobs).toEqual([]);
  });

  test('is recorded as what was read: functions of the old and the new configuration never agree on one variant', async () => {
    const { bucket } = siteWith('one', 'two');
    await workerOn(bucket, 'two').run();
    // A message in flight, in an instance that has not been replaced yet.
    await workerOn(bucket, 'one').run();
    const last = workerOn(bucket, 'two');
    await last.run();
    expect(last.jobs).toEqual([{ only: ['marked'], marks: ['two'] }]);
    expect(bucket.get(KEYS.manifest(PATH))).not.toBeNull();
  });
});

describe('of several marks', () => {
  const overlay = (mark: string) => overlaySchema.parse({ sha256: mark });
  const presets = {
    first: preset(80, 60, { overlay: overlay('1'.repeat(64)) }),
    second: preset(80, 60, { overlay: overlay('2'.repeat(64)) }),
    bare: preset(80, 60),
  };
  const readFor = async (...names: string[]) => {
    const read = (sha256: string) => Promise.resolve(Buffer.from(sha256.slice(0, 3)));
    return readOverlays({ overlays: { read } }, presets, names);
  };

  test('only those are read that are to be made into something', async () => {
    expect(await readFor('second', 'bare')).toEqual({ ['2'.repeat(64)]: Buffer.from('222') });
  });

  test('none is given to a transform that needs none', async () => {
    expect(await readFor('bare')).toBeUndefined();
  });
});
