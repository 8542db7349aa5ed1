import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';

import { UNKEPT } from '../../../handler/src/reconcile/delivery.ts';
import { observe } from '../../../handler/src/reconcile/observe.ts';
import { findReusable } from '../../../handler/src/reconcile/reuse.ts';
import { startRun } from '../../../handler/src/reconcile/run.ts';
import { storeFinished } from '../../../handler/src/reconcile/store-finished.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { fakeImages } from '../../support/simulation/fake-images.ts';
import { keeping, KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';
import { unhandledDuring } from '../../support/unhandled.ts';

const SMALL = `PutObjectCommand ${KEYS.variant(PATH, 'small')}`;
const WEBP = `PutObjectCommand ${KEYS.variant(PATH, 'small~webp')}`;
const MANIFEST = `PutObjectCommand ${KEYS.manifest(PATH)}`;
const MARK = `PutObjectCommand ${KEYS.locks(PATH)}.`;

/** A site whose diary holds its writes, and `encoded` after each variant. */
function site(refuse: (request: string) => boolean = () => false) {
  const diary: string[] = [];
  const gate = ({ name, key }: { name: string; key: string }) => {
    const request = `${name} ${key}`;
    if (!/^(Put|Delete)/.test(name)) return Promise.resolve();
    diary.push(request);
    return refuse(request) ? Promise.reject(new Error('SlowDown')) : Promise.resolve();
  };
  const pause = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    diary.push('encoded');
  };
  const harness = reconcileHarness({ makeVariants: fakeImages(pause) }, { gate });
  return {
    ...harness,
    diary,
    upload: async (text: string) => {
      harness.bucket.put(ORIGINAL, text);
      diary.length = 0;
      harness.news.length = 0;
      return harness.run(1, harness.clock.now);
    },
  };
}

describe('with on_reject = "keep", variants', () => {
  test('of a first upload are stored as they are finished', async () => {
    const { context, upload, diary } = site();
    Object.assign(context, keeping(context));
    await upload('one');
    expect(diary).toEqual([SMALL, 'encoded', WEBP, 'encoded', MANIFEST]);
  });

  test('wait for the others even if only one is there that may be kept', async () => {
    const { context, bucket, upload, diary, news } = site();
    Object.assign(context, keeping(context));
    await upload('one');
    bucket.delete(KEYS.variant(PATH, 'small~webp'));
    expect(await upload('bad late')).toMatchObject({ result: 'rejected', reused: 1 });
    expect(diary).toEqual(['encoded', MANIFEST]);
    expect(news).toMatchObject([{ changed: false }]);
  });
});

test('a variant that cannot be stored while others are made fails the delivery, and nothing else in the function', async () => {
  const gate = ({ name, key }: { name: string; key: string }) =>
    `${name} ${key}` === SMALL ? Promise.reject(new Error('SlowDown')) : Promise.resolve();
  // Its failure is noticed in the turns of the event loop that the next variant takes.
  const makeVariants = fakeImages(async () => {
    await setImmediate();
    await setImmediate();
  });
  const { bucket, run } = reconcileHarness({ makeVariants }, { gate });
  bucket.put(ORIGINAL, 'one');
  const unhandled = await unhandledDuring(() => expect(run()).rejects.toThrow('SlowDown'));
  expect(unhandled).toEqual([]);
});

describe('an original that can never be made', () => {
  test('and is not decoded costs the mark of its rejection alone', async () => {
    const { upload, diary } = site();
    await upload('one');
    expect(await upload('bad')).toMatchObject({ result: 'rejected' });
    expect(diary.filter((entry) => entry.startsWith(MARK))).toHaveLength(1);
  });

  test('is worth another delivery if the mark failed that was written meanwhile', async () => {
    let isRefused = false;
    const { upload, manifest, variants } = site((request) => {
      const refuses = request.startsWith(MARK) && !isRefused;
      isRefused ||= refuses;
      return refuses;
    });
    await upload('one');
    await expect(upload('bad late')).rejects.toThrow('SlowDown');
    expect(manifest()).toMatchObject({ status: 'ready' });
    expect(variants()).toEqual(['small of one', 'small~webp of one']);
  });
});

describe('a variant that is stored as it is finished', () => {
  const SOURCE = { width: 400, height: 300, frames: 1 };
  const finished = (name: string) => {
    const format = { name, preset: 'small', format: 'plain' as const, contentType: 'image/jpeg' };
    return { ...format, width: 80, height: 60, frames: 1, bytes: Buffer.from(name) };
  };

  /** The storing of a first pass, before anything is finished. */
  async function begun() {
    const harness = reconcileHarness();
    const { bucket, context } = harness;
    bucket.put(ORIGINAL, 'one');
    const seen = await observe(context.store, PATH);
    const original = assertPresent(seen.original);
    const reuse = findReusable(seen, original, context.plan);
    const run = startRun(context, PATH, UNKEPT);
    return {
      ...harness,
      object: (name: string) => assertPresent(bucket.get(KEYS.variant(PATH, name))),
      storing: (more: Partial<typeof reuse> = {}) =>
        assertPresent(storeFinished(run, seen, original, { ...reuse, ...more })),
    };
  }

  test('is told when all is stored, but not where another function has stored one', async () => {
    const { bucket, clock, object, storing } = await begun();
    bucket.put(KEYS.variant(PATH, 'small'), 'of another');
    const { onFinished, settle } = storing();
    for (const name of ['small', 'small~webp']) onFinished(finished(name), SOURCE);
    const told = await settle();
    expect(told).toEqual([{ name: 'small~webp', etag: bareTag(object('small~webp').etag), modified: clock.now }]);
    expect(Buffer.from(object('small').body).toString()).toBe('of another');
  });

  test('bears the recipe that its manifest will name: of the size on record, if there is one', async () => {
    const image = { format: 'jpeg', width: 40, height: 30, frames: 1, alpha: false, degraded: false } as const;
    const recipes = [];
    for (const onRecord of [null, image]) {
      const { object, storing } = await begun();
      const { onFinished, settle } = storing({ image: onRecord });
      onFinished(finished('small'), SOURCE);
      await settle();
      recipes.push(object('small').metadata?.['darkroom-recipe']);
    }
    const { plan } = reconcileHarness().context;
    expect(recipes).toEqual([SOURCE, image].map((source) => plan.recipes(source, undefined).get('small')));
    expect(new Set(recipes).size).toBe(2);
  });
});
