import { describe, expect, test } from '@jest/globals';

import { ask, refusal } from './support/cdn.ts';
import { output } from './support/stack.ts';

const room = 1024 - 'variants//800x600'.length;
/** Number of `é` that fit in a base32 path: two bytes each, and eight characters for five bytes. */
const accents = Math.floor(((room - '_base32/'.length) * 5) / 8 / 2);

/** Requests that the edge refuses: the URL, the status, the code. */
const REFUSALS: readonly (readonly [string, number, string])[] = [
  ['/', 404, 'unknown_preset'],
  ['/nope/a.jpg', 404, 'unknown_preset'],
  ['/800X600/a.jpg', 404, 'unknown_preset'],
  ['//800x600/a.jpg', 404, 'unknown_preset'],
  ['/constructor/a.jpg', 404, 'unknown_preset'],
  ['/__proto__/a.jpg', 404, 'unknown_preset'],
  ['/variants/a.jpg/800x600', 404, 'unknown_preset'],
  ['/manifests/a.jpg.json', 404, 'unknown_preset'],
  ['/800x600@jxl/a.jpg', 404, 'unknown_format'],
  ['/800x600@/a.jpg', 404, 'unknown_format'],
  ['/large@webp/a.jpg', 404, 'unknown_format'],
  ['/800x600', 404, 'no_path'],
  ['/800x600/', 404, 'no_path'],
  ['/800x600/../a.jpg', 400, 'dot_segment'],
  ['/800x600/./a.jpg', 400, 'dot_segment'],
  ['/800x600/..', 400, 'dot_segment'],
  ['/800x600/%2e%2e/a.jpg', 400, 'dot_segment'],
  ['/800x600/a%2f..%2fb.jpg', 400, 'dot_segment'],
  ['/800x600/%252e%252e/a.jpg', 400, 'dot_segment'],
  ['/800x600/%25252e%25252e/a.jpg', 400, 'dot_segment'],
  ['/800x600/100%.jpg', 400, 'bad_encoding'],
  ['/800x600/%2', 400, 'bad_encoding'],
  ['/800x600/caf%E9.jpg', 400, 'bad_encoding'],
  ['/800x600/%C0%AE%C0%AE/a.jpg', 400, 'bad_encoding'],
  ['/800x600/%ED%A0%80.jpg', 400, 'bad_encoding'],
  [`/800x600/${'a'.repeat(room + 1)}`, 414, 'path_too_long'],
  [`/800x600/${'%C3%A9'.repeat(accents + 1)}`, 414, 'path_too_long'],
  [`/800x600/${'%25'.repeat(2000)}`, 414, 'path_too_long'],
  ['/~/w_100/a.jpg', 403, 'bad_signature'],
  [`/~${'A'.repeat(43)}/w_100/a.jpg`, 403, 'bad_signature'],
];

const named = REFUSALS.map(([url, ...rest]) => [url.slice(0, 60), url, ...rest] as const);

describe('at the edge, before any compute is used,', () => {
  test.each(named)('%s is refused', async (_, url, status, code) => {
    const answer = await ask(url);
    expect(refusal(answer)).toEqual([status, code]);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      vary: 'Accept',
      'content-type': 'application/json',
      'x-cache': 'FunctionGeneratedResponse from cloudfront',
    });
  });

  test('the longest allowed path is not refused', async () => {
    for (const path of ['a'.repeat(room), '%C3%A9'.repeat(accents)]) {
      expect(refusal(await ask(`/800x600/${path}`))).toEqual([404, 'no_original']);
    }
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s', async (method) => {
    expect((await ask('/800x600/a.jpg', { method })).status).toBe(403);
  });
});

test('the edge answers OPTIONS', async () => {
  const { status, headers } = await ask('/800x600/a.jpg', { method: 'OPTIONS' });
  expect([status, headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
});

test('plain HTTP is redirected to HTTPS', async () => {
  const { status, headers } = await ask('/800x600/a.jpg?b=c', { headers: { 'x-forwarded-proto': 'http' } });
  expect([status, headers.location]).toEqual([301, `https://${output('cdn_domain_name')}/800x600/a.jpg?b=c`]);
});
