import { describe, expect, test } from '@jest/globals';

import { MOST_BYTES } from '../../../handler/src/render/answer.ts';
import { spell } from '../../../handler/src/spelling.ts';
import { bodyOf, server } from '../../support/render/server.ts';
import { CACHE_CONTROL, fakeVariant, KEYS } from '../../support/simulation/index.ts';

const SIGNATURE = 'a'.repeat(43);

describe('an answer with an image', () => {
  test('says what it is, how long it keeps, and whether it was made or read', async () => {
    const { answer, put } = server();
    put('a b.jpg', 'a');
    const rawPath = `/${spell('a b.jpg')}/small~webp`;
    const made = (await answer(rawPath)).answer;
    expect(made).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(bodyOf(made)).toBe(fakeVariant('a', 'small~webp'));
    expect(made.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': CACHE_CONTROL,
      vary: 'Accept',
      'x-darkroom': 'rendered',
    });
    expect(made.headers?.['etag']).toMatch(/^"[0-9a-f]{32}"$/);
    for (const step of ['lock', 'read', 'decode', 'encode', 'store']) {
      expect(made.headers?.['server-timing']).toMatch(new RegExp(`(^|, )${step};dur=\\d+(,|$)`));
    }
    const read = (await answer(rawPath)).answer;
    expect(read).toEqual({
      ...made,
      headers: { ...made.headers, 'x-darkroom': 'read', 'server-timing': read.headers?.['server-timing'] },
    });
  });

  test('to HEAD has the headers and no body', async () => {
    const { answer, put } = server();
    put('a.jpg', 'a');
    const head = (await answer('/a.jpg/small', { method: 'HEAD' })).answer;
    expect(head).toMatchObject({ statusCode: 200, body: '' });
    expect(head.headers?.['content-type']).toBe('image/jpeg');
    expect(head.isBase64Encoded).toBeUndefined();
  });

  test('that would not fit into 6 MB leads to where it is stored by now, and is not cached', async () => {
    const { answer, put, harness } = server({ context: { mostBytes: 5 } });
    put('a+b.jpg', 'a');
    const { answer: made, counts } = await answer(`/${spell('a+b.jpg')}/small~webp`, { url: 'https://evil.example/' });
    expect(made).toMatchObject({ statusCode: 302, body: '' });
    expect(made.headers).toMatchObject({
      location: '/small@webp/a%2Bb.jpg',
      'cache-control': 'no-store',
      'x-darkroom': 'rendered',
    });
    expect(counts).toContain('redirected');
    expect(harness.bucket.get(KEYS.variant('a+b.jpg', 'small~webp'))).not.toBeNull();
    expect((await answer(`/${spell('a+b.jpg')}/small~webp`)).answer).toMatchObject({
      statusCode: 302,
      headers: { 'x-darkroom': 'read' },
    });
  });

  test('leads to the path under which an own CDN serves images', async () => {
    const { answer, put } = server({ context: { mostBytes: 5 }, publicPath: '/images', uriPrefix: '/variants' });
    put('a.jpg', 'a');
    const { headers } = (await answer('/variants/a.jpg/small~webp')).answer;
    expect(headers).toMatchObject({ location: '/images/small@webp/a.jpg' });
    const url = `/~${SIGNATURE}/w_90,f_webp/a.jpg`;
    const signed = (await answer('/variants/a.jpg/~w_90~f_webp', { url })).answer;
    expect(signed.headers).toMatchObject({ location: `/images${url}` });
  });

  test.each(['/a.jpg/small', '/variantsa.jpg/small', '/variants'])(
    'is a 404 where the path does not begin with what the CDN was told to put first: %s',
    async (path) => {
      const { answer, put } = server({ uriPrefix: '/variants' });
      put('a.jpg', 'a');
      expect((await answer(path)).answer).toMatchObject({ statusCode: 404 });
    },
  );

  test('holds less than Lambda takes even with the largest body', () => {
    expect((MOST_BYTES / 3) * 4).toBeLessThan(6 * 1024 * 1024 - 4096);
    expect(MOST_BYTES).toBeGreaterThan(4.4 * 1024 * 1024);
  });
});

describe('a transform', () => {
  const url = `/~${SIGNATURE}/w_90,f_webp/a.jpg`;

  test('is made with the preset that it stands for and stored under its own name', async () => {
    const { answer, put, harness } = server();
    put('a.jpg', 'a');
    const { answer: made } = await answer('/a.jpg/~w_90~f_webp');
    expect(made.statusCode).toBe(200);
    expect(bodyOf(made)).toBe(fakeVariant('a', '~w_90~f_webp~webp'));
    expect(harness.bucket.keys(KEYS.variants('a.jpg'))).toEqual(['variants/a.jpg/~w_90~f_webp']);
  });

  test.each([url, `${url}?expires=1801396800`])('that does not fit leads to its signed URL: %s', async (told) => {
    const { answer, put } = server({ context: { mostBytes: 5 } });
    put('a.jpg', 'a');
    const { answer: made } = await answer('/a.jpg/~w_90~f_webp', { url: told });
    expect(made).toMatchObject({ statusCode: 302, headers: { location: told } });
  });

  test.each([
    'https://evil.example/',
    `//evil.example${url}`,
    `/\\evil.example${url}`,
    `${url}\r\nset-cookie: a=b`,
    `${url}?expires=1\r\nx: y`,
    `${url}?expires=1&next=//evil.example`,
    `/~${SIGNATURE}/w_90,f_webp/b.jpg`,
    `/~${SIGNATURE}/w_91,f_webp/a.jpg`,
    '',
  ])('never leads to %j', async (told) => {
    const { answer, put } = server({ context: { mostBytes: 5 } });
    put('a.jpg', 'a');
    const { answer: made } = await answer('/a.jpg/~w_90~f_webp', { url: told });
    expect(made).toMatchObject({ statusCode: 503, headers: { 'x-darkroom-error': 'too_large' } });
    expect(made.headers).not.toHaveProperty('location');
  });
});

describe('a refusal', () => {
  test.each([
    ['/a.jpg/none', 404, 'unknown_preset'],
    ['/a.jpg/wide~webp', 404, 'unknown_format'],
    ['/a.jpg/small~gif', 404, 'unknown_format'],
    ['/a.jpg/constructor', 404, 'unknown_preset'],
    ['/a.jpg/~w_90~f_avif', 403, 'bad_transform'],
    ['/a.jpg/~w_1001', 403, 'bad_transform'],
    ['/a.jpg/~h_9~w_9~fit_fill', 403, 'bad_transform'],
    ['/a.jpg/~~w_9', 403, 'bad_transform'],
    ['/a.jpg/~w_9~', 403, 'bad_transform'],
    ['/small', 404, 'no_path'],
    ['/', 404, 'no_path'],
    ['', 404, 'no_path'],
    // What the viewer function never sends, however well it could be read.
    ['/%ff/small', 400, 'bad_encoding'],
    ['/a%2fb.jpg/small', 400, 'bad_encoding'],
    ['/a+b.jpg/small', 400, 'bad_encoding'],
    ['/a.jpg/~w_9,f_webp', 400, 'bad_encoding'],
    ['/a.jpg/small@webp', 400, 'bad_encoding'],
    ['/a/../b.jpg/small', 404, 'no_path'],
    ['/a~b.jpg/small', 404, 'no_path'],
    [`/${spell('a/../b.jpg')}/small`, 404, 'bad_key'],
    [`/${spell('%2e%2e/b.jpg')}/small`, 404, 'bad_key'],
    [`/${spell('')}/small`, 404, 'bad_key'],
    // The base32hex of `a.jpg`, which is spelt as itself; and that of `a b` with a bit too many.
    ['/_base32/c4n6kgj7/small', 404, 'no_path'],
    ['/_base32/c4g65/small', 404, 'no_path'],
    [`/${'a'.repeat(1020)}/small`, 404, 'bad_key'],
  ])('of %s is a %i with the code %s, without a request to the bucket', async (rawPath, status, code) => {
    const { answer, harness } = server();
    const { answer: refused, counts } = await answer(rawPath);
    expect(refused).toMatchObject({ statusCode: status, headers: { 'x-darkroom-error': code } });
    expect(JSON.parse(refused.body ?? '')).toMatchObject({ error: code });
    expect(counts).toEqual(['refused']);
    expect(harness.requests).toEqual([]);
  });

  test('of any transform is a 403 if there are no signing keys', async () => {
    const { answer } = server({ signs: false });
    expect((await answer('/a.jpg/~w_90')).answer).toMatchObject({ statusCode: 403 });
  });

  test('of any other method names those that are allowed', async () => {
    const { answer, harness } = server();
    expect((await answer('/a.jpg/small', { method: 'POST' })).answer).toMatchObject({
      statusCode: 405,
      headers: { allow: 'GET, HEAD' },
    });
    expect(harness.requests).toEqual([]);
  });

  test('is not decoded again if the key looks encoded', async () => {
    const { answer, put } = server();
    put('a%2fb.jpg', 'a');
    expect((await answer(`/${spell('a%2fb.jpg')}/small`)).answer.statusCode).toBe(200);
    expect((await answer(`/${spell('a/b.jpg')}/small`)).answer.statusCode).toBe(404);
  });
});

describe('without an image', () => {
  test('a missing original is a 404 that the CDN keeps for a minute, and a browser for ten seconds', async () => {
    const { answer } = server();
    const { answer: missing } = await answer('/a.jpg/small');
    expect(missing).toMatchObject({
      statusCode: 404,
      headers: { 'x-darkroom-error': 'no_original', 'cache-control': 'public, max-age=10, s-maxage=60' },
    });
  });

  test('a made-up original costs one request to S3, and no lock, message or decoding', async () => {
    let warmed = 0;
    const { answer, harness } = server({ context: { warmUp: () => (warmed += 1) } });
    // Not requested either: copies of a deleted original that a cache may still hold.
    harness.bucket.put(KEYS.variant('gone.jpg', 'small'), 'left over');
    await answer('/made-up.jpg/small');
    await answer('/gone.jpg/small');
    expect(harness.requests).toEqual(['HeadObject originals/made-up.jpg', 'HeadObject originals/gone.jpg']);
    expect([warmed, harness.recheckDelays, harness.transforms]).toEqual([0, [], 0]);
  });

  test('a rejected original is a 404 that says why', async () => {
    const { answer, put } = server();
    put('a.jpg', 'bad');
    const { answer: rejected } = await answer('/a.jpg/small');
    expect(rejected).toMatchObject({ statusCode: 404, headers: { 'x-darkroom-error': 'not_an_image' } });
    expect(JSON.parse(rejected.body ?? '')).toEqual({ error: 'not_an_image', message: '"bad" is not an image' });
  });

  test('an answer that takes too long is a 503 to be tried again, and is not cached', async () => {
    const { answer, put } = server();
    put('a.jpg', 'a');
    expect((await answer('/a.jpg/small', { remaining: () => 500 })).answer).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '1', 'cache-control': 'no-store', 'x-darkroom-error': 'busy' },
    });
  });
});
