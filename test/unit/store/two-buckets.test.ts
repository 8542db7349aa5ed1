import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { createKeys } from '../../../handler/src/keys.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { CACHE_CONTROL, KEYS, LIMITS, makeVariants, PREFIXES, PRESETS } from '../../support/simulation/index.ts';

const mock = mockClient(S3Client);
const client = new S3Client({ region: 'eu-west-1' });
const { variants } = await makeVariants({ bytes: Buffer.from('x'), presets: PRESETS, limits: LIMITS });

const buckets = (): string[] => mock.calls().map(({ args }) => (args[0].input as { Bucket?: string }).Bucket ?? '');

/** The buckets that a store's requests went to. */
async function bucketsOf(work: () => Promise<unknown>): Promise<string[]> {
  mock.reset();
  mock.onAnyCommand().resolves({});
  await work();
  return buckets();
}

test('only originals are read from their bucket, and everything else is in the other', async () => {
  const store = createStore({
    client,
    bucket: 'photos',
    variantsBucket: 'variants',
    keys: KEYS,
    cacheControl: CACHE_CONTROL,
  });
  const variant = assertPresent(variants[0]);
  const origin = { original: 'e', presets: 'p' };

  expect(
    await bucketsOf(async () => {
      await store.originals.head('a');
      await store.originals.read('a', { etag: 'e', version: 'v', bytes: 0 });
    }),
  ).toEqual(['photos', 'photos']);

  const elsewhere = await bucketsOf(async () => {
    await store.variants.list('a');
    await store.variants.head('a', 'small');
    await store.variants.putIfAbsent('a', variant, origin);
    await store.variants.replace('a', variant, origin, 'e');
    await store.variants.delete('a', 'small', 'e');
    await store.manifests.read('a');
    await store.manifests.delete('a', 'e');
    await store.locks.list('a');
    await store.locks.acquire('a', 'small');
    await store.locks.mark('a', '.due');
    await store.locks.release('a', 'small', 'e');
  });
  expect([elsewhere.length, new Set(elsewhere)]).toEqual([11, new Set(['variants'])]);
});

test('a missing original is looked for in the bucket of the originals', async () => {
  const store = createStore({
    client,
    bucket: 'photos',
    variantsBucket: 'variants',
    keys: KEYS,
    cacheControl: CACHE_CONTROL,
  });
  mock.reset();
  mock.onAnyCommand().resolves({ Contents: [] });
  mock
    .onAnyCommand()
    .rejectsOnce({ $metadata: { httpStatusCode: 403 } })
    .resolves({ Contents: [] });
  expect(await store.originals.head('a')).toBeNull();
  expect(buckets()).toEqual(['photos', 'photos']);
});

test('there is no original outside the folders that hold them, and S3 is not asked', async () => {
  const keys = createKeys({ ...PREFIXES, folders: ['avatars/', 'products/'] });
  const store = createStore({ client, bucket: 'photos', keys, cacheControl: CACHE_CONTROL });
  expect(await bucketsOf(() => store.originals.head('invoices/a'))).toEqual([]);
  expect(await store.originals.head('invoices/a')).toBeNull();
  expect(await bucketsOf(() => store.originals.head('avatars/a'))).toEqual(['photos']);
});
