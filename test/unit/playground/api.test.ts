import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';

import type { Stack } from '../../../packages/client/src/index.ts';
import type { PhotoList } from '../../../playground/api/answers.ts';
import { playgroundApi } from '../../../playground/api/handler.ts';
import type { Host } from '../../../playground/api/host.ts';
import { decodedPath, encodedPath } from '../../../playground/api/path.ts';
import { TOKEN_HEADER } from '../../../playground/api/token.ts';

const KEY = 'a-signing-key-that-is-long-enough-0123';
const stack: Stack = {
  url: 'https://images.example',
  presets: {},
  transforms: { maxDimension: 1000, formats: ['webp'] },
  manifests: true,
  upload: { bucket: 'photos', prefix: 'originals/', folders: [], bytes: 1_000_000 },
};
const s3 = new S3Client({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } });
const mock = mockClient(s3);
const host: Host = {
  stack,
  s3,
  variantsBucket: 'photos',
  signingKey: KEY,
  folder: 'mine/',
  samples: [],
  events: null,
  admits: (request) => request.headers.get(TOKEN_HEADER) === 'token',
};

beforeEach(() => {
  mock.reset();
});

async function ask(route: string, body?: object, { as = host, token = 'token' } = {}) {
  const [method = 'GET', path = ''] = route.split(' ');
  const request = new Request(`https://playground.example${path}`, {
    method,
    headers: { [TOKEN_HEADER]: token },
    ...(body && { body: JSON.stringify(body) }),
  });
  const response = await playgroundApi(as)(request);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test.each([
  'GET /api/welcome',
  'GET /api/photos',
  'POST /api/uploads',
  'POST /api/sign',
  'GET /api/events',
  'GET /else',
])('without the token, %s says only that it is missing', async (route) => {
  const body = route.startsWith('POST') ? { path: 'mine/a.jpg' } : undefined;
  expect(await ask(route, body, { token: 'other' })).toMatchObject({ status: 403, body: { error: 'no_token' } });
  expect(mock.calls()).toHaveLength(0);
});

test('nothing that the API answers has a key in it', async () => {
  const said = [
    await ask('GET /api/welcome'),
    await ask('POST /api/uploads', { path: 'mine/a.jpg' }),
    await ask('POST /api/sign', { path: 'mine/a.jpg', transform: 'w_100', seconds: 60 }),
  ];
  expect(said.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(JSON.stringify(said)).not.toContain(KEY);
});

test.each(['a.jpg', 'mine/', 'mine/../a.jpg', 'mine/%2e%2e/a.jpg', ''])(
  'the path "%s" is not under the folder: it can be neither uploaded, deleted, restored, found, read nor signed',
  async (path) => {
    const query = `?path=${encodedPath(path)}`;
    const said = [
      await ask('POST /api/uploads', { path }),
      await ask(`DELETE /api/photos${query}`),
      await ask('POST /api/restore', { path }),
      await ask(`GET /api/photos${query}`),
      await ask(`GET /api/original${query}`),
      await ask(`GET /api/variants${query}`),
      await ask('POST /api/sign', { path, transform: 'w_100', seconds: null }),
    ];
    for (const { status, body } of said) {
      expect([400, 403]).toContain(status);
      expect(body['error']).toMatch(/^(bad_path|outside)$/);
    }
    expect(mock.calls()).toHaveLength(0);
  },
);

test('a permission to upload is for exactly the path, the stack’s limit and five minutes', async () => {
  const { body } = await ask('POST /api/uploads', { path: 'mine/ä b.jpg' });
  const { fields } = body as unknown as { fields: Record<string, string> };
  const policy = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as { conditions: unknown[] };
  expect(policy.conditions).toContainEqual({ key: 'originals/mine/ä b.jpg' });
  expect(policy.conditions).toContainEqual(['content-length-range', 1, 1_000_000]);
});

test.each([
  ['w_1001', /go up to 1000/],
  ['w_100,f_avif', /webp/],
  ['h_100,w_100', /order/],
])('the transform %s is refused with what is wrong with it', async (transform, reason) => {
  const { status, body } = await ask('POST /api/sign', { path: 'mine/a.jpg', transform, seconds: 60 });
  expect([status, body['error']]).toEqual([400, 'bad_transform']);
  expect(body['message']).toMatch(reason);
});

test.each([
  [{ path: 1 }],
  [{}],
  [{ path: 'mine/a.jpg', transform: 'w_1', seconds: 0 }],
  [{ path: 'mine/a.jpg', transform: 'w_1', seconds: 604_801 }],
])('a request to sign %j is refused as such', async (body) => {
  expect(await ask('POST /api/sign', body)).toMatchObject({ status: 400, body: { error: 'bad_request' } });
});

/** Answers listings as S3 does, from a bucket with these keys. */
function holding(...all: string[]): void {
  mock
    .on(ListObjectsV2Command)
    .callsFake(({ Prefix = '', StartAfter = '', MaxKeys = 1000 }: ListObjectsV2CommandInput) => {
      const keys = all.filter((key) => key.startsWith(Prefix) && key > StartAfter).sort();
      return {
        Contents: keys.slice(0, MaxKeys).map((Key) => ({ Key, ETag: '"e"', Size: 7 })),
        IsTruncated: keys.length > MaxKeys,
      };
    });
}

test('photos are listed by their paths, without folders, each once over as many answers as they take', async () => {
  // A folder ends the second answer, and there is another one's after the last.
  const photos = Array.from({ length: 450 }, (_, index) => `mine/ä ${String(index).padStart(3, '0')}.jpg`);
  holding(
    ...photos.map((path) => `originals/${path}`),
    'originals/mine/',
    'originals/mine/ä 397.jpg/',
    'originals/z.jpg',
  );
  const [listed, sizes]: [string[], number[]] = [[], []];
  for (let route: string | null = 'GET /api/photos'; route !== null;) {
    const { body } = await ask(route);
    const { photos, next } = body as unknown as PhotoList;
    listed.push(...photos.map(({ path }) => path));
    sizes.push(photos.length);
    route = next === null ? null : `GET /api/photos?after=${next}`;
  }
  expect(listed).toEqual(photos);
  expect(sizes).toEqual([199, 199, 52]);
});

test('the list goes on after what an answer named, within the folder, and nowhere else', async () => {
  holding('originals/a.jpg', 'originals/mine/b.jpg', 'originals/z.jpg');
  for (const after of ['', '../', 'a'])
    expect((await ask(`GET /api/photos?after=${encodedPath(after)}`)).body).toEqual({
      photos: [{ path: 'mine/b.jpg', etag: 'e', bytes: 7 }],
      next: null,
    });
  expect(await ask('GET /api/photos?after=%2')).toMatchObject({ status: 400, body: { error: 'bad_place' } });
});

test('a photo is found by exactly its path', async () => {
  holding('originals/mine/a.jpg.bak', 'originals/mine/b.jpg', 'originals/mine/b.jpg.bak', 'originals/mine/c/');
  const found = async (path: string) => (await ask(`GET /api/photos?path=${encodedPath(path)}`)).body['photos'];
  expect(await found('mine/b.jpg')).toEqual([{ path: 'mine/b.jpg', etag: 'e', bytes: 7 }]);
  for (const path of ['mine/a.jpg', 'mine/b', 'mine/c', 'mine/c/']) expect(await found(path)).toEqual([]);
});

test('restoring deletes the newest delete marker of exactly this path, and refuses where there is none', async () => {
  mock.on(ListObjectVersionsCommand).resolves({
    DeleteMarkers: [
      { Key: 'originals/mine/a.jpg', IsLatest: false, VersionId: 'old' },
      { Key: 'originals/mine/a.jpg.bak', IsLatest: true, VersionId: 'other' },
      { Key: 'originals/mine/a.jpg', IsLatest: true, VersionId: 'new' },
    ],
  });
  expect((await ask('POST /api/restore', { path: 'mine/a.jpg' })).status).toBe(200);
  expect(mock.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input)).toEqual([
    { Bucket: 'photos', Key: 'originals/mine/a.jpg', VersionId: 'new' },
  ]);
  expect(await ask('POST /api/restore', { path: 'mine/b.jpg' })).toMatchObject({
    status: 409,
    body: { error: 'not_deleted' },
  });
});

test('what S3 refuses is said, and the API goes on', async () => {
  mock.on(ListObjectsV2Command).rejects(new Error('AccessDenied'));
  expect(await ask('GET /api/photos')).toMatchObject({ status: 502, body: { error: 'failed' } });
});

test('a path in a query is unreserved characters, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (path) => {
      expect(encodedPath(path)).toMatch(/^[\w-]*$/);
      expect(decodedPath(encodedPath(path))).toBe(path);
    }),
  );
});

test('a query that is no encoded path is refused with what it should be', async () => {
  for (const path of ['mine/a.jpg', '%2', '_w'])
    expect(await ask(`GET /api/original?path=${path}`)).toMatchObject({ status: 400, body: { error: 'bad_path' } });
});
