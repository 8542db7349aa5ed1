import { describe, expect, test } from '@jest/globals';

import { UNKEPT } from '../../../handler/src/reconcile/delivery.ts';
import { type ReconcileContext, startRun } from '../../../handler/src/reconcile/run.ts';
import { findStaleVariants } from '../../../handler/src/reconcile/stale-variants.ts';
import type { Listed } from '../../../handler/src/store/index.ts';
import { CACHE_CONTROL, KEYS, ORIGINAL, PATH, reconcileHarness, withStore } from '../../support/simulation/index.ts';

type Head = ReconcileContext['store']['variants']['head'];

const ETAG = 'e';

/** A run that looks for stale variants, and the names of those about which it asks S3. */
function looking(head: Head) {
  const { context } = reconcileHarness();
  const asked: string[] = [];
  const counting = withStore(context, () => ({
    variants: {
      head: (path, name) => {
        asked.push(name);
        return head(path, name);
      },
    },
  }));
  const run = startRun(counting, PATH, UNKEPT);
  return {
    asked,
    stale: async (...listed: Listed[]) => {
      const found = await findStaleVariants(run, { listed }, { etag: ETAG });
      return found.map(({ name }) => name);
    },
    /** What is stored of a variant that belongs to the original. */
    right: (name: string, etag: string) => {
      const recipe = context.plan.recipeOnRequest(name, undefined) ?? '';
      return { etag, cacheControl: CACHE_CONTROL, origin: { original: ETAG, recipe } };
    },
  };
}

const listed = (name: string, etag = 'listed', modified = 0): Listed => ({ name, etag, modified });
const elsewhere = (etag: string) => ({ etag, cacheControl: CACHE_CONTROL, origin: { original: 'other', recipe: 'r' } });

describe('a variant that was made on request', () => {
  test('of a preset that there is no more is stale, without a question to S3', async () => {
    const { stale, asked, right } = looking((_, name) => Promise.resolve(right(name, 'listed')));
    expect(await stale(listed('former'), listed('former~webp'), listed('wide'))).toEqual(['former', 'former~webp']);
    expect(asked).toEqual(['wide']);
  });

  test('and is gone by the time it is asked about is not stale', async () => {
    const { stale } = looking(() => Promise.resolve(null));
    expect(await stale(listed('wide'), listed('~w_300'))).toEqual([]);
  });

  test('and belongs to the original is asked about once in a run', async () => {
    const { stale, asked, right } = looking((_, name) => Promise.resolve(right(name, 'listed')));
    for (let pass = 1; pass <= 3; pass += 1) expect(await stale(listed('wide'), listed('~w_300'))).toEqual([]);
    expect(asked).toEqual(['wide', '~w_300']);
  });

  test('is asked about again in its place if another one was found there, or none', async () => {
    const answers = [() => right('wide', 'other'), () => null, () => elsewhere('listed')];
    const { stale, right } = looking(() => Promise.resolve(answers.shift()?.() ?? null));
    expect(await stale(listed('wide'))).toEqual([]);
    expect(await stale(listed('wide'))).toEqual([]);
    expect(await stale(listed('wide'))).toEqual(['wide']);
  });

  test('is one of the five thousand that a pass asks about, or one of the oldest, which are stale', async () => {
    const { stale, asked, right } = looking((_, name) => Promise.resolve(right(name, 'listed')));
    const oldest = ['~w_2000', '~w_3000'];
    const many = Array.from({ length: 5_002 }, (_, index) => {
      const name = `~w_${index}`;
      return listed(name, 'listed', oldest.includes(name) ? 0 : 1000 + index);
    });
    expect((await stale(...many)).sort()).toEqual(oldest);
    expect(asked).toHaveLength(5_000);
  });
});

test('an upload over another deletes what was made on request of that one without a question about each', async () => {
  const heads: string[] = [];
  const gate = ({ name, key }: { name: string; key: string }) => {
    if (name === 'HeadObjectCommand') heads.push(key);
    return Promise.resolve();
  };
  const { bucket, run, render, variants } = reconcileHarness({}, { gate });
  bucket.put(ORIGINAL, 'one');
  await run();
  for (const name of ['wide', '~w_300']) render(name);
  bucket.put(ORIGINAL, 'two');
  heads.length = 0;
  expect(await run()).toMatchObject({ result: 'ready' });
  expect(variants()).toEqual(['small of two', 'small~webp of two']);
  expect(heads.filter((key) => key.startsWith(KEYS.variants(PATH)))).toEqual([]);
});
