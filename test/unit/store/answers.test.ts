import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { createStore, MOST_LISTED } from '../../../handler/src/store/index.ts';
import { walk, walkTo } from '../../../handler/src/store/walk.ts';
import { REJECTED as manifest } from '../../support/manifest.ts';
import { answerOf, client, failure, inputs, s3 } from '../../support/recorded-s3.ts';
import { CACHE_CONTROL, KEYS } from '../../support/simulation/index.ts';

const open = (mayList = true) =>
  createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL, mayList });
const store = open();

beforeEach(() => {
  s3.reset();
});

describe('an answer', () => {
  test.each([403, 404])('of %d tells a role that may not list that nothing is there', async (status) => {
    const blind = open(false);
    s3.on(HeadObjectCommand).rejects(failure(status)).on(GetObjectCommand).rejects(failure(status));
    expect(await blind.variants.head('a', 'wide')).toBeNull();
    expect(await blind.manifests.see('a')).toEqual({ manifest: null, etag: null });
    expect(inputs(ListObjectsV2Command)).toEqual([]);
  });

  test.each([405, 500, undefined])('of %s tells it nothing', async (status) => {
    s3.on(HeadObjectCommand).rejects(status === undefined ? new Error('no answer') : failure(status));
    await expect(open(false).variants.head('a', 'wide')).rejects.toThrow();
  });

  test.each([403, 404, 409, 412])(
    'of %d to what takes over, ends or releases a lock means that it is lost',
    async (status) => {
      s3.on(PutObjectCommand).rejects(failure(status)).on(DeleteObjectCommand).rejects(failure(status));
      expect(await store.locks.takeOver('a', 'wide', 'e')).toBeNull();
      expect(await store.locks.conclude('a', 'wide', 'e', { state: 'failed' })).toBe(false);
      expect(await store.locks.release('a', 'wide', 'e')).toBe(false);
    },
  );

  test.each([400, 405, 411, 500])('of %d to a conditional request is an error', async (status) => {
    s3.on(PutObjectCommand).rejects(failure(status)).on(DeleteObjectCommand).rejects(failure(status));
    await expect(store.locks.takeOver('a', 'wide', 'e')).rejects.toThrow('refused');
    await expect(store.locks.release('a', 'wide', 'e')).rejects.toThrow('refused');
    await expect(store.variants.delete('a', 'wide', 'e')).rejects.toThrow('refused');
  });

  test('without what it may lack is read as far as it goes', async () => {
    s3.on(GetObjectCommand).resolves({}).on(HeadObjectCommand).resolves({}).on(ListObjectsV2Command).resolves({});
    expect(await store.locks.read('a', 'wide')).toEqual({ etag: '', modified: 0, note: undefined });
    expect(await store.manifests.see('a')).toEqual({ manifest: 'unreadable', etag: '' });
    expect(await store.originals.head('a')).toStrictEqual({ etag: '', version: '', bytes: 0 });
    expect(await store.variants.list('a')).toEqual([]);
    expect(await store.variants.head('a', 'wide')).toEqual({
      etag: '',
      origin: { original: '', recipe: '' },
      cacheControl: '',
    });
    expect(await store.variants.read('a', 'wide', 9)).toEqual({
      etag: '',
      contentType: 'application/octet-stream',
      cacheControl: CACHE_CONTROL,
      size: 0,
      bytes: null,
      origin: { original: '', recipe: '' },
    });
  });

  test('that lists rows without what they may lack gives them all the same', async () => {
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'variants/a/wide' }] });
    expect(await store.variants.list('a')).toEqual([{ name: 'wide', etag: '', modified: 0 }]);
    const found = [];
    for await (const each of walk(client, 'bucket', 'variants/', null)) found.push(each);
    expect(found).toStrictEqual([{ key: 'a/wide', etag: '', bytes: 0, modified: 0 }]);
  });

  test('that lists rows in full gives them in full', async () => {
    const LastModified = new Date(1_234_000);
    const Contents = [{ Key: 'variants/a/w', ETag: '"e"', Size: 7, LastModified }];
    s3.on(ListObjectsV2Command).resolves({ Contents });
    expect(await store.variants.list('a')).toEqual([{ name: 'w', etag: 'e', modified: 1_234_000 }]);
    expect(await walkTo(client, 'bucket', 'variants/', 'a/w')).toEqual({
      key: 'a/w',
      etag: 'e',
      bytes: 7,
      modified: 1_234_000,
    });
    expect(await walkTo(client, 'bucket', 'variants/', 'a/')).toBeNull();
  });

  test.each([
    ['STANDARD', {}],
    ['INTELLIGENT_TIERING', {}],
    ['GLACIER', { archived: true }],
    ['DEEP_ARCHIVE', { archived: true }],
  ] as const)('that lists an original in the class %s says so if it is an archive', async (StorageClass, said) => {
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'originals/a', StorageClass }] });
    const found = await walkTo(client, 'bucket', 'originals/', 'a');
    expect(found).toStrictEqual({ key: 'a', etag: '', bytes: 0, modified: 0, ...said });
  });

  test('that says whether there is more is followed until there is enough', async () => {
    const Contents = Array.from({ length: MOST_LISTED / 2 }, (_, at) => ({ Key: `variants/a/${at}` }));
    s3.on(ListObjectsV2Command).resolves({ Contents, IsTruncated: true, NextContinuationToken: 'next' });
    expect(await store.variants.list('a')).toHaveLength(MOST_LISTED);
    expect(inputs(ListObjectsV2Command)).toHaveLength(2);

    s3.reset();
    const more = [...Contents, { Key: 'variants/a/more' }];
    s3.on(ListObjectsV2Command).resolves({ Contents: more, IsTruncated: true, NextContinuationToken: 'next' });
    expect(await store.variants.list('a')).toHaveLength(MOST_LISTED);
    expect(inputs(ListObjectsV2Command)).toHaveLength(2);
  });
});

describe('a body', () => {
  test('of a lock holds its note, or nothing', async () => {
    const note = { state: 'rejected', version: 'v', presets: 'd', code: 'corrupt', message: 'Broken.' };
    const read = async (text: string) => {
      s3.on(GetObjectCommand).resolves({ ...answerOf(text).answer, LastModified: new Date(5000) });
      return store.locks.read('a', 'wide');
    };
    expect(await read(JSON.stringify({ note }))).toEqual({ etag: 'e', modified: 5000, note });
    expect(await read(JSON.stringify({ note: { state: 'failed' } }))).toMatchObject({ note: { state: 'failed' } });
    for (const key of ['version', 'presets', 'code', 'message']) {
      const lacking = { ...note, [key]: undefined };
      expect(await read(JSON.stringify({ note: lacking }))).toEqual({ etag: 'e', modified: 5000, note: undefined });
    }
    expect(await read('no JSON')).toMatchObject({ note: undefined });
  });

  test('larger than any manifest is not read, and its connection is given up', async () => {
    const text = JSON.stringify(manifest).padEnd(1_048_577);
    const { Body, answer } = answerOf(text);
    s3.on(GetObjectCommand).resolves(answer);
    expect(await store.manifests.see('a')).toEqual({ manifest: 'unreadable', etag: 'e' });
    expect(Body.transformToString).not.toHaveBeenCalled();
    expect(Body.destroy).toHaveBeenCalled();
  });

  test('as large as a manifest may be is read', async () => {
    const { Body, answer } = answerOf(JSON.stringify(manifest).padEnd(1_048_576));
    s3.on(GetObjectCommand).resolves(answer);
    expect(await store.manifests.see('a')).toEqual({ manifest, etag: 'e' });
    expect(Body.destroy).not.toHaveBeenCalled();
  });

  test('of a variant is read if it is as large as asked for, and otherwise given up', async () => {
    const first = answerOf('bytes');
    s3.on(GetObjectCommand).resolves({ ...first.answer, ContentType: 'image/webp', CacheControl: 'no-store' });
    const stored = { etag: 'e', contentType: 'image/webp', cacheControl: 'no-store', size: 5 };
    expect(await store.variants.read('a', 'wide', 5)).toMatchObject({ ...stored, bytes: Buffer.from('bytes') });
    expect(first.Body.destroy).not.toHaveBeenCalled();

    const second = answerOf('bytes');
    s3.on(GetObjectCommand).resolves({ ...second.answer, ContentType: 'image/webp', CacheControl: 'no-store' });
    expect(await store.variants.read('a', 'wide', 4)).toMatchObject({ ...stored, bytes: null });
    expect(second.Body.destroy).toHaveBeenCalled();
    expect(second.Body.transformToByteArray).not.toHaveBeenCalled();
  });

  test('of an original that never came is an error that says so', async () => {
    s3.on(GetObjectCommand).resolves({ VersionId: 'v' });
    const read = store.originals.read('a', { etag: 'e', version: 'v', bytes: 3 });
    await expect(read).rejects.toThrow('The original ended after 0 of 3 bytes');
  });
});

describe('the version of an original', () => {
  const LastModified = new Date('2026-01-02T03:04:05Z');
  test.each([
    [{ VersionId: 'v1', LastModified }, 'v1'],
    [{ VersionId: 'null', LastModified }, '2026-01-02T03:04:05.000Z'],
    [{ LastModified }, '2026-01-02T03:04:05.000Z'],
    [{ VersionId: '', LastModified }, ''],
  ])('of the answer %j is %s', async (answer, version) => {
    s3.on(HeadObjectCommand).resolves(answer);
    expect(await store.originals.head('a')).toEqual({ etag: '', version, bytes: 0 });
  });
});
