import { describe, expect, test } from '@jest/globals';

import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';

const { edge } = load(await deployed(CONFIG));
const open = load(await deployed({ ...CONFIG, cors: 'https://www.example.com', manifests: true })).edge;
const optional = { method: 'OPTIONS' };

describe('the edge answers by itself', () => {
  test('OPTIONS where no other site may read anything, and nothing more', () => {
    expect(edge(ask('/800x600/a.jpg', optional))).toEqual({
      statusCode: 204,
      statusDescription: 'No Content',
      headers: {
        allow: { value: 'GET, HEAD, OPTIONS' },
        'cache-control': { value: 'no-store' },
        vary: { value: 'Accept' },
        'x-content-type-options': { value: 'nosniff' },
      },
    });
  });

  test('OPTIONS where another site may', () => {
    expect(open(ask('/800x600/a.jpg', optional))).toEqual({
      statusCode: 204,
      statusDescription: 'No Content',
      headers: {
        allow: { value: 'GET, HEAD, OPTIONS' },
        'cache-control': { value: 'no-store' },
        vary: { value: 'Accept' },
        'x-content-type-options': { value: 'nosniff' },
        'access-control-allow-headers': { value: '*' },
        'access-control-allow-methods': { value: 'GET, HEAD, OPTIONS' },
        'access-control-allow-origin': { value: 'https://www.example.com' },
        'access-control-expose-headers': { value: 'X-Darkroom, X-Darkroom-Error, ETag, X-Cache, Age, Server-Timing' },
        'access-control-max-age': { value: '86400' },
      },
    });
  });

  test('a method that it does not know', () => {
    expect(edge(ask('/800x600/a.jpg', { method: 'POST' }))).toMatchObject({
      statusCode: 405,
      headers: { allow: { value: 'GET, HEAD, OPTIONS' }, 'x-darkroom-error': { value: 'method_not_allowed' } },
      body: '{"error":"method_not_allowed","message":"GET, HEAD, OPTIONS are answered here."}',
    });
  });
});

describe('manifests', () => {
  test('are requested by their own path, regardless of the rest of the request', () => {
    expect(open(ask('/manifests/a b.jpg.json?x=y'))).toMatchObject({
      uri: '/manifests/a%20b.jpg.json',
      querystring: {},
      headers: { 'x-darkroom-url': { value: '/manifests/a%20b.jpg.json' } },
    });
  });

  test.each(['/manifests', '/manifests/'])('are not listed: %s', (url) => {
    expect(open(ask(url))).toMatchObject({ statusCode: 404, statusDescription: 'unknown_preset' });
  });
});
