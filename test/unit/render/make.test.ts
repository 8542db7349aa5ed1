import { beforeEach, describe, expect, test } from '@jest/globals';

import { reconcile } from '../../../handler/src/reconcile.ts';
import { createMemoryClient } from '../../support/memory-s3/index.ts';
import { ask, createRenderHarness, type RenderHarness, textOf } from '../../support/render/harness.ts';
import { fakeVariant, KEYS, testReconcileContext } from '../../support/simulation/index.ts';

const PATH = 'a/photo.jpg';
const ORIGINAL = KEYS.original(PATH);
const VARIANT = KEYS.variant(PATH, 'wide');
const LOCK = KEYS.lock(PATH, 'wide');

let harness: RenderHarness;
beforeEach(() => {
  harness = createRenderHarness();
  harness.bucket.put(ORIGINAL, 'a');
});

const stored = () => harness.bucket.get(VARIANT) && Buffer.from(harness.bucket.get(VARIANT)?.body ?? []).toString();
const askFor = (name = 'wide') => ask(harness.copy(), PATH, name);
const at = (request: string) => harness.requests.indexOf(request);

/** Does something just before the first such request takes effect. */
const just = (request: string, act: () => unknown): void => {
  let done = false;
  harness.before = async (coming) => {
    if (coming !== request || done) return;
    done = true;
    await act();
  };
};

/** Fails each such request: before it takes effect, or without an answer after it did. */
const fail = (request: string, effect?: () => void): void => {
  harness.before = (coming) => {
    if (coming !== request) return;
    effect?.();
    throw Object.assign(new Error('S3 is down'), { $metadata: { httpStatusCode: 503 } });
  };
};

const process = (news: { changed: boolean }[] = []) =>
  reconcile(
    testReconcileContext(createMemoryClient(harness.bucket), {
      now: () => harness.time,
      report: (told) => Promise.resolve(void news.push(told)),
    }),
    PATH,
  );

describe('a variant that is not there', () => {
  test('is made under a lock, which is acquired before the original is read and released after it was checked again', async () => {
    expect(textOf(await askFor())).toBe(fakeVariant('a', 'wide'));
    const reads = harness.requests.lastIndexOf(`GetObject ${ORIGINAL}`);
    const looks = harness.requests.lastIndexOf(`HeadObject ${ORIGINAL}`);
    expect(at(`PutObject ${LOCK}`)).toBeLessThan(reads);
    expect(reads).toBeLessThan(at(`PutObject ${VARIANT}`));
    expect(at(`PutObject ${VARIANT}`)).toBeLessThan(looks);
    expect(looks).toBeLessThan(at(`DeleteObject ${LOCK}`));
    expect(at(`DeleteObject ${LOCK}`)).toBe(harness.requests.length - 1);
    expect(harness.recheckDelays).toEqual([]);
  });

  test('needs no right to list and none to delete variants', async () => {
    just(`PutObject ${VARIANT}`, () => {
      harness.bucket.delete(ORIGINAL);
    });
    await askFor();
    await askFor('small');
    expect(harness.requests.filter((request) => /^List|^DeleteObject (?!locks\/)/.test(request))).toEqual([]);
  });

  test('is read if another execution stored it before the lock was acquired', async () => {
    just(`PutObject ${LOCK}`, () => ask(harness.copy(), PATH, 'wide'));
    expect(await askFor()).toMatchObject({ kind: 'read' });
    expect(harness.transforms).toBe(1);
  });

  test('is the one that process stored in the meantime, with process’s bytes', async () => {
    just(`PutObject ${KEYS.variant(PATH, 'small')}`, () => process());
    expect(textOf(await askFor('small'))).toBe(fakeVariant('a', 'small'));
    await process();
    expect(harness.bucket.changes.filter(({ key }) => key === KEYS.variant(PATH, 'small'))).toHaveLength(1);
  });

  test('of a rejected original is not tried again, and no lock is taken', async () => {
    harness.bucket.put(ORIGINAL, 'bad');
    await process();
    harness.requests.length = 0;
    expect(await askFor()).toMatchObject({ kind: 'rejected', code: 'not_an_image' });
    expect(harness.transforms).toBe(0);
    expect(harness.requests.filter((request) => request.startsWith('PutObject'))).toEqual([]);
  });

  test('of an original over the limit is rejected before the original is read', async () => {
    harness.bucket.put(ORIGINAL, 'a'.repeat(1001));
    expect(await askFor()).toMatchObject({ kind: 'rejected', code: 'too_many_bytes' });
    expect(at(`GetObject ${ORIGINAL}`)).toBe(-1);
  });
});

describe('an original that changes while its variant is made', () => {
  test.each(['GetObject ' + ORIGINAL, 'PutObject ' + VARIANT])(
    'before %s is answered as it is by then',
    async (request) => {
      just(request, () => harness.bucket.put(ORIGINAL, 'b'));
      expect(textOf(await askFor())).toBe(fakeVariant('b', 'wide'));
      expect(stored()).toBe(fakeVariant('b', 'wide'));
      expect(harness.bucket.get(LOCK)).toBeNull();
    },
  );

  test('and whose first variant a cache may have read is purged, though process was done before', async () => {
    just(`PutObject ${VARIANT}`, async () => {
      harness.bucket.put(ORIGINAL, 'b');
      await process();
    });
    await askFor();
    expect(harness.recheckDelays).toEqual([0]);
    const news: { changed: boolean }[] = [];
    await process(news);
    expect(news).toMatchObject([{ changed: true }]);
    expect(stored()).toBe(fakeVariant('b', 'wide'));
  });

  test('into none is a 404, and the requested reconcile pass removes what is left of it', async () => {
    just(`PutObject ${VARIANT}`, () => {
      harness.bucket.delete(ORIGINAL);
    });
    expect(await askFor()).toEqual({ kind: 'missing' });
    expect(harness.recheckDelays).toEqual([0]);
    expect(stored()).not.toBeNull();
    await process();
    expect(harness.bucket.keys(KEYS.variants(PATH))).toEqual([]);
  });

  test('repeatedly is postponed, and its lock is left to a later reconcile pass', async () => {
    let version = 0;
    harness.before = (request) => {
      if (request === `PutObject ${VARIANT}`) harness.bucket.put(ORIGINAL, `version ${(version += 1)}`);
    };
    await expect(askFor()).rejects.toThrow('keeps changing');
    expect(harness.recheckDelays).toEqual([9]);
    expect(harness.bucket.get(LOCK)).not.toBeNull();
    harness.before = () => undefined;
    harness.time += 9_000;
    await process();
    expect(stored()).toBeNull();
    expect(harness.bucket.get(LOCK)).toBeNull();
  });
});

describe('when S3 fails', () => {
  test('before anything was stored, the next request may try after a second', async () => {
    fail(`GetObject ${ORIGINAL}`);
    await expect(askFor()).rejects.toThrow('S3 is down');
    harness.before = () => undefined;
    expect(await askFor()).toEqual({ kind: 'busy' });
    harness.time += 2_000;
    expect((await askFor()).kind).toBe('rendered');
    expect(harness.recheckDelays).toEqual([]);
  });

  test('so that it is unknown whether the variant is stored, the lock stays and a reconcile pass is requested', async () => {
    fail(`PutObject ${VARIANT}`, () => void harness.bucket.put(VARIANT, 'perhaps'));
    await expect(askFor()).rejects.toThrow('S3 is down');
    expect(harness.bucket.get(LOCK)).not.toBeNull();
    // And one more, when what was on its way has arrived.
    expect(harness.recheckDelays).toEqual([9, 900]);
  });

  test('and its client tries again and meets what it stored itself, that is judged like anything that lies there', async () => {
    just(`PutObject ${VARIANT}`, () => {
      const metadata = {
        'darkroom-original': 'another',
        'darkroom-recipe': harness.copy().plan.recipeOnRequest('wide', undefined) ?? '',
      };
      harness.bucket.put(VARIANT, 'of another original', { metadata });
    });
    expect(textOf(await askFor())).toBe(fakeVariant('a', 'wide'));
    expect(stored()).toBe(fakeVariant('a', 'wide'));
    expect(harness.recheckDelays).toEqual([0]);
  });

  test('to renew the lock, nothing is stored', async () => {
    const context = harness.copy({ every: () => () => undefined });
    const makeVariants: typeof context.makeVariants = (job) => {
      harness.time += 6_000;
      return context.makeVariants(job);
    };
    await expect(ask({ ...context, makeVariants }, PATH, 'wide')).rejects.toThrow('could not be renewed');
    expect(stored()).toBeNull();
  });

  test('nothing, a lock is renewed for as long as the work takes', async () => {
    const context = harness.copy();
    const makeVariants: typeof context.makeVariants = async (job) => {
      await harness.clock.sleep(14_000);
      return context.makeVariants(job);
    };
    const waiting = new Promise(setImmediate).then(() => ask(harness.copy(), PATH, 'wide'));
    expect((await ask({ ...context, makeVariants }, PATH, 'wide')).kind).toBe('rendered');
    expect((await waiting).kind).toBe('read');
    expect(harness.transforms).toBe(1);
  });
});
