import { describe, expect, test } from '@jest/globals';

import { LONGEST_KEY_BYTES } from '../../../handler/src/keys.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { MemoryS3Error } from '../../support/memory-s3/errors.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import { CACHE_CONTROL, KEYS, LIMITS, makeVariants, PRESETS } from '../../support/simulation/index.ts';

const origin = { original: 'e1', recipe: 'd1' };
const [variant] = (await makeVariants({ bytes: Buffer.from('x'), presets: PRESETS, limits: LIMITS })).variants;

function open(gate: () => Promise<unknown>) {
  const client = createMemoryClient(createBucket(), { gate });
  return createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL });
}

describe('a path is remembered as uncertain', () => {
  test.each<[string, () => Promise<unknown>, boolean]>([
    ['after a write that was answered at once: no', () => Promise.resolve(), false],
    ['after a write that the SDK sent twice: yes', () => Promise.resolve(2), true],
    ['after a write that was never answered: yes', () => Promise.reject(new Error('timeout')), true],
    ['after a write that S3 failed at: yes', () => Promise.reject(new MemoryS3Error('SlowDown', 503)), true],
    [
      'after a write in which S3 met an error: yes',
      () => Promise.reject(new MemoryS3Error('InternalError', 500)),
      true,
    ],
    ['after a write that S3 refused: no', () => Promise.reject(new MemoryS3Error('AccessDenied', 403)), false],
  ])('%s', async (_what, gate, uncertain) => {
    const store = open(gate);
    await store.variants.putIfAbsent('a', assertPresent(variant), origin).catch(() => null);
    await store.manifests.delete('b', 'e').catch(() => null);
    expect([store.uncertain.has('a'), store.uncertain.has('b')]).toEqual([uncertain, uncertain]);
  });

  test('after a write that was carried out, not answered, and refused when it was sent again', async () => {
    const store = open(() => Promise.resolve(2));
    await store.variants.putIfAbsent('a', assertPresent(variant), origin);
    store.uncertain.clear();
    expect(await store.variants.putIfAbsent('a', assertPresent(variant), origin)).toBeNull();
    expect(store.uncertain.has('a')).toBe(true);
  });
});

test('a path whose variants no key can hold has none, and S3 is not asked', async () => {
  const store = open(() => Promise.reject(new Error('asked')));
  expect(await store.variants.list(`${'é'.repeat(330)}.jpg`)).toEqual([]);
  await expect(store.variants.list('é.jpg')).rejects.toThrow('asked');
  const room = LONGEST_KEY_BYTES - KEYS.variants('a').length + 1;
  expect(await store.variants.list('a'.repeat(room))).toEqual([]);
  await expect(store.variants.list('a'.repeat(room - 1))).rejects.toThrow('asked');
});
