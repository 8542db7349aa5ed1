import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { clientOptions } from '../../../handler/src/runtime/client-options.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { CACHE_CONTROL, KEYS } from '../../support/simulation/index.ts';

const s3 = mockClient(S3Client);
const storeOf = (client: S3Client) =>
  createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL });
const store = storeOf(new S3Client({ region: 'eu-west-1' }));
const failure = (httpStatusCode: number) => Object.assign(new Error('refused'), { $metadata: { httpStatusCode } });

beforeEach(() => {
  s3.reset();
});

describe('requests to S3', () => {
  test('read an original on the condition that it is the one that was seen', async () => {
    s3.on(GetObjectCommand).rejects(failure(412));
    expect(await store.originals.read('a', { etag: 'e1', version: 'v1', bytes: 1 })).toBeNull();
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'bucket',
      Key: 'originals/a',
      IfMatch: '"e1"',
    });
  });

  test('list with a delimiter and in URL encoding', async () => {
    s3.on(ListObjectsV2Command).resolves({
      EncodingType: 'url',
      Contents: [{ Key: 'variants/a/%2B+%0A', ETag: '"e"' }],
    });
    expect(await store.variants.list('a')).toEqual([{ name: '+ \n', etag: 'e', modified: 0 }]);
    expect(s3.commandCalls(ListObjectsV2Command)[0]?.args[0].input).toMatchObject({
      Prefix: 'variants/a/',
      Delimiter: '/',
      EncodingType: 'url',
    });
  });

  test('take a lock with If-None-Match, take it over and release it with If-Match', async () => {
    s3.on(PutObjectCommand).resolves({ ETag: '"e2"' }).on(DeleteObjectCommand).resolves({});
    await store.locks.acquire('a', 'wide');
    await store.locks.takeOver('a', 'wide', 'e1');
    await store.locks.release('a', 'wide', 'e2');
    const [acquire, takeOver] = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    expect(acquire).toMatchObject({ Key: 'locks/a/wide', IfNoneMatch: '*' });
    expect(takeOver).toMatchObject({ Key: 'locks/a/wide', IfMatch: '"e1"' });
    expect(acquire?.Body).not.toEqual(takeOver?.Body);
    expect(s3.commandCalls(DeleteObjectCommand)[0]?.args[0].input).toMatchObject({ IfMatch: '"e2"' });
  });

  test.each([412, 409, 404])('that lose their condition with %d are lost, not broken', async (status) => {
    s3.on(PutObjectCommand).rejects(failure(status)).on(DeleteObjectCommand).rejects(failure(status));
    expect(await store.locks.acquire('a', 'wide')).toBeNull();
    expect(await store.locks.release('a', 'wide', 'e')).toBe(false);
  });

  test('that delete a variant and collide with another are tried again: it may be there still', async () => {
    s3.on(DeleteObjectCommand).rejectsOnce(failure(412)).rejects(failure(409));
    expect(await store.variants.delete('a', 'wide', 'e')).toBe(false);
    await expect(store.variants.delete('a', 'wide', 'e')).rejects.toThrow('refused');
  });

  test.each([500, 503, 403])('that fail with %d are broken, not lost', async (status) => {
    s3.on(PutObjectCommand).rejects(failure(status)).on(HeadObjectCommand).rejects(failure(status));
    s3.on(ListObjectsV2Command).rejects(failure(403));
    await expect(store.locks.acquire('a', 'wide')).rejects.toThrow('refused');
    await expect(store.originals.head('a')).rejects.toThrow('refused');
  });
});

describe('a body that does not arrive', () => {
  const serve = async (answer: Parameters<typeof createServer>[1] & object) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const client = new S3Client({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...clientOptions,
      requestHandler: { ...clientOptions.requestHandler, socketTimeout: 200 },
    });
    return { server, store: storeOf(client) };
  };
  const close = (server: Server) =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  const headers = { etag: '"e1"', 'x-amz-version-id': 'v1', 'content-length': '10' };
  const seen = { etag: 'e1', version: 'v1', bytes: 10 };

  test.each(['stalls', 'breaks off'])('because it %s is an error worth another try', async (how) => {
    s3.restore();
    const { server, store: remote } = await serve((_request, response) => {
      response.writeHead(200, headers).write('half');
      if (how === 'breaks off') setTimeout(() => response.destroy(), 20);
    });
    await expect(remote.originals.read('a', seen)).rejects.toThrow();
    await close(server);
  });
});
