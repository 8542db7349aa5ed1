import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { manifestText } from '../../../handler/src/manifest.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { walk, walkTo } from '../../../handler/src/store/walk.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { REJECTED as manifest } from '../../support/manifest.ts';
import { client, failure, inputs, options, s3 } from '../../support/recorded-s3.ts';
import { CACHE_CONTROL, KEYS, LIMITS, makeVariants, PRESETS } from '../../support/simulation/index.ts';

const store = createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL });
const { variants: made } = await makeVariants({ bytes: Buffer.from('x'), presets: PRESETS, limits: LIMITS });
const variant = { ...assertPresent(made[0]), bytes: Buffer.from('bytes') };
const origin = { original: 'e1', recipe: 'd1' };

beforeEach(() => {
  s3.reset();
});

describe('a request', () => {
  test('for a lock is for its key alone, and a condition names the lock that was seen', async () => {
    const note = { state: 'failed' } as const;
    s3.on(PutObjectCommand).resolves({ ETag: '"e2"' }).on(DeleteObjectCommand).resolves({});
    s3.on(GetObjectCommand).resolves({ ETag: '"e1"' });
    const { locks } = store;
    expect(await locks.acquire('a', 'wide')).toBe('e2');
    expect(await locks.takeOver('a', 'wide', 'e1')).toBe('e2');
    expect(await locks.conclude('a', 'wide', 'e2', note)).toBe(true);
    expect(await locks.mark('a', 'wide')).toBe('e2');
    expect(await locks.release('a', 'wide', 'e3')).toBe(true);
    await locks.read('a', 'wide');

    const at = { Bucket: 'bucket', Key: 'locks/a/wide' };
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const puts = inputs(PutObjectCommand).map((input) => {
      const { Body, ...rest } = input as { Body: string };
      return { ...rest, body: JSON.parse(Body) as unknown };
    });
    expect(puts).toEqual([
      { ...at, IfNoneMatch: '*', body: { id } },
      { ...at, IfMatch: '"e1"', body: { id } },
      { ...at, IfMatch: '"e2"', body: { id, note } },
      { ...at, body: { id } },
    ]);
    expect(inputs(DeleteObjectCommand)).toEqual([{ ...at, IfMatch: '"e3"' }]);
    expect(inputs(GetObjectCommand)).toEqual([at]);
  });

  test('for a variant carries its type, cache time and origin', async () => {
    s3.on(PutObjectCommand).resolves({ ETag: '"e2"' }).on(DeleteObjectCommand).resolves({});
    s3.on(GetObjectCommand).resolves({ ETag: '"e2"' }).on(HeadObjectCommand).resolves({ ETag: '"e2"' });
    const stored = {
      etag: 'e2',
      contentType: variant.contentType,
      cacheControl: CACHE_CONTROL,
      size: 5,
      bytes: variant.bytes,
      origin,
    };
    expect(await store.variants.putIfAbsent('a', variant, origin)).toEqual(stored);
    expect(await store.variants.replace('a', variant, origin, 'e1')).toEqual(stored);
    expect(await store.variants.delete('a', variant.name, 'e1')).toBe(true);
    await store.variants.read('a', variant.name, 9);
    await store.variants.head('a', variant.name);

    const at = { Bucket: 'bucket', Key: `variants/a/${variant.name}` };
    const put = {
      ...at,
      Body: variant.bytes,
      ContentType: variant.contentType,
      CacheControl: CACHE_CONTROL,
      Metadata: { 'darkroom-original': 'e1', 'darkroom-recipe': 'd1' },
    };
    expect(inputs(PutObjectCommand)).toEqual([
      { ...put, IfNoneMatch: '*' },
      { ...put, IfMatch: '"e1"' },
    ]);
    expect(inputs(DeleteObjectCommand)).toEqual([{ ...at, IfMatch: '"e1"' }]);
    expect(inputs(GetObjectCommand)).toEqual([at]);
    expect(inputs(HeadObjectCommand)).toEqual([at]);
  });

  test('to write a variant ends with the signal that it is given', async () => {
    s3.on(PutObjectCommand).resolves({});
    const { signal } = new AbortController();
    await store.variants.putIfAbsent('a', variant, origin, signal);
    await store.variants.replace('a', variant, origin, 'e1', signal);
    expect(options(PutObjectCommand)).toEqual([{ abortSignal: signal }, { abortSignal: signal }]);
  });

  test('to read an original ends by itself, and with the signal that it is given', async () => {
    s3.on(GetObjectCommand).rejects(failure(412));
    const seen = { etag: 'e1', version: 'v1', bytes: 1 };
    const given = new AbortController();
    await store.originals.read('a', seen);
    await store.originals.read('a', seen, given.signal);
    const aborted = () => options(GetObjectCommand).map((each) => each?.abortSignal?.aborted);
    expect(aborted()).toEqual([false, false]);
    given.abort();
    expect(aborted()).toEqual([false, true]);
  });

  test('for a manifest is for JSON that nobody may cache', async () => {
    s3.on(PutObjectCommand).resolves({}).on(DeleteObjectCommand).resolves({});
    await store.manifests.write('a', manifest, null);
    await store.manifests.write('a', manifest, 'e1');
    await store.manifests.delete('a', 'e1');
    const at = { Bucket: 'bucket', Key: 'manifests/a.json' };
    const put = { ...at, Body: manifestText(manifest), ContentType: 'application/json', CacheControl: 'no-cache' };
    expect(inputs(PutObjectCommand)).toEqual([
      { ...put, IfNoneMatch: '*' },
      { ...put, IfMatch: '"e1"' },
    ]);
    expect(inputs(DeleteObjectCommand)).toEqual([{ ...at, IfMatch: '"e1"' }]);
  });

  test('for everything under a prefix asks for full pages in URL encoding, after what is known', async () => {
    s3.on(ListObjectsV2Command).resolves({});
    for await (const each of walk(client, 'bucket', 'manifests/', 'a')) throw new Error(`found ${each.key}`);
    for await (const each of walk(client, 'bucket', 'manifests/', null)) throw new Error(`found ${each.key}`);
    expect(await walkTo(client, 'bucket', 'manifests/', 'a')).toBeNull();
    const all = { Bucket: 'bucket', Prefix: 'manifests/', EncodingType: 'url', MaxKeys: 1000 };
    expect(inputs(ListObjectsV2Command)).toEqual([
      { ...all, StartAfter: 'manifests/a' },
      all,
      { ...all, Prefix: 'manifests/a', MaxKeys: 1 },
    ]);
  });

  test('that was forbidden is followed by a listing of at most this one key', async () => {
    s3.on(HeadObjectCommand).rejects(failure(403)).on(ListObjectsV2Command).resolves({});
    expect(await store.originals.head('a b')).toBeNull();
    expect(inputs(ListObjectsV2Command)).toEqual([
      { Bucket: 'bucket', Prefix: 'originals/a b', MaxKeys: 1, EncodingType: 'url' },
    ]);
  });

  test('that failed for another reason is followed by none', async () => {
    s3.on(HeadObjectCommand).rejects(failure(500)).on(ListObjectsV2Command).resolves({});
    await expect(store.originals.head('a')).rejects.toThrow('refused');
    expect(inputs(ListObjectsV2Command)).toEqual([]);
  });
});
