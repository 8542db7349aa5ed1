import { describe, expect, test } from '@jest/globals';

import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';
import { fakeImages } from '../../support/simulation/fake-images.ts';
import {
  fakeVariant,
  keeping,
  KEYS,
  ORIGINAL,
  PATH,
  reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

const SMALL = `PutObjectCommand ${KEYS.variant(PATH, 'small')}`;
const WEBP = `PutObjectCommand ${KEYS.variant(PATH, 'small~webp')}`;
const MANIFEST = `PutObjectCommand ${KEYS.manifest(PATH)}`;

/** A site whose diary holds its writes, and `encoded` after each variant. An original named "bad late" breaks then. */
function site(more: { keeps?: boolean; refuse?: (request: string) => boolean } = {}) {
  const diary: string[] = [];
  const fault = { encodes: 0 };
  const gate = async ({ name, key }: { name: string; key: string }) => {
    if (name !== 'PutObjectCommand' && name !== 'DeleteObjectCommand') return;
    diary.push(`${name} ${key}`);
    if (more.refuse?.(`${name} ${key}`) === true) throw new Error('SlowDown');
    await Promise.resolve();
  };
  const pause = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    diary.push('encoded');
    fault.encodes -= 1;
    if (fault.encodes === 0) throw new Error('The encoder failed');
  };
  const harness = reconcileHarness({ makeVariants: fakeImages(pause) }, { gate });
  if (more.keeps === true) Object.assign(harness.context, keeping(harness.context));
  return {
    ...harness,
    diary,
    fault,
    upload: async (text: string, receives = 1) => {
      harness.bucket.put(ORIGINAL, text);
      diary.length = 0;
      harness.news.length = 0;
      return harness.run(receives, harness.clock.now);
    },
  };
}

describe('variants of an upload', () => {
  test('are stored as they are finished, before the next is', async () => {
    const { upload, diary } = site();
    await upload('one');
    expect(diary).toEqual([SMALL, 'encoded', WEBP, 'encoded', MANIFEST]);
  });

  test('that replace others are stored when all are finished, after their mark, which is written meanwhile', async () => {
    const { upload, diary } = site();
    await upload('one');
    await upload('two');
    expect(diary.filter((entry) => !entry.startsWith('Delete'))).toEqual([
      expect.stringContaining('PutObjectCommand locks/'),
      'encoded',
      'encoded',
      SMALL,
      WEBP,
      MANIFEST,
    ]);
  });

  test('wait for the mark of a second delivery', async () => {
    const { upload, diary } = site();
    await upload('one', 2);
    expect(diary.indexOf(SMALL)).toBeGreaterThan(diary.findIndex((entry) => entry.includes('/.e')));
  });

  test.each([
    ['when all are made', {}],
    ['when they are finished faster than they are stored', { makeVariants: fakeImages() }],
  ])('are stored sixteen at once, never more, %s', async (_when, overrides) => {
    const open = { now: 0, most: 0 };
    const gate = async ({ name, key }: { name: string; key: string }) => {
      if (name !== 'PutObjectCommand' || !key.startsWith('variants/')) return;
      open.now += 1;
      open.most = Math.max(open.most, open.now);
      await new Promise((resolve) => setImmediate(resolve));
      open.now -= 1;
    };
    const presets = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`p${i}`, preset(80 + i, 60)]));
    const plan = testPlan({ presets, limits: LIMITS });
    const { bucket, run, variants } = reconcileHarness({ plan, ...overrides }, { gate });
    bucket.put(ORIGINAL, 'one');
    await run();
    expect([open.most, variants().length]).toEqual([16, 40]);
  });
});

describe('a later variant that', () => {
  test('can never be made takes those with it that were stored, and what a cache may hold of them', async () => {
    const { upload, variants, manifest, news, run } = site();
    expect(await upload('bad late')).toMatchObject({ result: 'rejected', passes: 2 });
    expect(variants()).toEqual([]);
    expect(manifest()).toMatchObject({ status: 'rejected', variants: [] });
    expect(news).toMatchObject([{ changed: true, manifest: { status: 'rejected' } }]);
    expect(await run()).toMatchObject({ result: 'unchanged' });
  });

  test('can never be made leaves nothing of an earlier original either', async () => {
    const { upload, variants } = site();
    await upload('one');
    expect(await upload('bad late')).toMatchObject({ result: 'rejected' });
    expect(variants()).toEqual([]);
  });

  test('can never be made changes nothing of what is kept, and purges nothing', async () => {
    const { upload, variants, diary, news } = site({ keeps: true });
    await upload('one');
    expect(await upload('bad late')).toMatchObject({ result: 'rejected' });
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
    expect(diary).toEqual(['encoded', MANIFEST]);
    expect(news).toMatchObject([{ changed: false }]);
  });

  test('fails for now leaves those that were stored to the next delivery, and no manifest', async () => {
    const { upload, bucket, fault, run, clock, variants, news } = site();
    fault.encodes = 1;
    await expect(upload('one')).rejects.toThrow('The encoder failed');
    expect(bucket.keys('manifests/')).toEqual([]);
    expect(variants()).toEqual([fakeVariant('one', 'small')]);
    expect(await run(2, clock.now)).toMatchObject({ result: 'ready' });
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
    expect(news).toHaveLength(1);
  });

  test('fails for now leaves those that were stored to whatever becomes of the original', async () => {
    const { upload, bucket, fault, run, variants } = site();
    fault.encodes = 1;
    await expect(upload('one')).rejects.toThrow('The encoder failed');
    bucket.delete(ORIGINAL);
    await run();
    expect(bucket.keys('variants/')).toEqual([]);
    fault.encodes = 1;
    await expect(upload('two')).rejects.toThrow('The encoder failed');
    expect(await upload('three')).toMatchObject({ result: 'ready' });
    expect(variants()).toEqual([fakeVariant('three', 'small'), fakeVariant('three', 'small~webp')]);
  });
});

describe('a write that fails while variants are made', () => {
  test('is thrown when all are made and nothing is written any more', async () => {
    const { upload, diary, variants, bucket } = site({ refuse: (request) => request === SMALL });
    await expect(upload('one')).rejects.toThrow('SlowDown');
    expect(diary).toEqual([SMALL, 'encoded', WEBP, 'encoded']);
    expect(variants()).toEqual([fakeVariant('one', 'small~webp')]);
    expect(bucket.keys('manifests/')).toEqual([]);
  });

  test('is worth another delivery even if a later variant can never be made', async () => {
    const { upload, bucket } = site({ refuse: (request) => request === SMALL });
    await expect(upload('bad late')).rejects.toThrow('SlowDown');
    expect(bucket.keys('manifests/')).toEqual([]);
  });

  test('is not answered before the original changes: nothing of the earlier one stays', async () => {
    const { bucket, context, run, clock, variants } = site();
    const makeVariants: ReconcileContext['makeVariants'] = async (job, onFinished) => {
      const made = await fakeImages()(job, onFinished);
      if (Buffer.from(job.bytes).toString() === 'one') bucket.put(ORIGINAL, 'two');
      return made;
    };
    Object.assign(context, { makeVariants });
    bucket.put(ORIGINAL, 'one');
    expect(await run(1, clock.now)).toMatchObject({ result: 'ready', transforms: 2 });
    expect(variants()).toEqual([fakeVariant('two', 'small'), fakeVariant('two', 'small~webp')]);
  });
});
