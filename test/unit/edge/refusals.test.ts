import { describe, expect, test } from '@jest/globals';

import type { EdgeResponse } from '../../../edge/event.ts';
import { errorAnswer, readableBy } from '../../../handler/src/render/answer.ts';
import type { Ask } from '../../support/edge/runtime.ts';
import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';

const { edge } = load(await deployed(CONFIG));

function refused(url: string, options?: Ask): [number, string | undefined] {
  const { statusCode, headers } = edge(ask(url, options)) as EdgeResponse;
  return [statusCode, headers['x-darkroom-error']?.value];
}

describe('dot segments are refused however they are encoded', () => {
  test.each([
    '/800x600/../a.jpg',
    '/800x600/./a.jpg',
    '/../originals/a.jpg',
    '/800x600/..',
    '/800x600/a/.',
    '/800x600/%2e%2e/a.jpg',
    '/800x600/.%2E/a.jpg',
    '/800x600/a%2f..%2fb.jpg',
    '/800x600/%252e%252e/a.jpg',
    '/800x600/a%252f..%252fb.jpg',
    '/800x600/%25252e%25252e/a.jpg',
    '/800x600/%25%32%65%25%32%65/a.jpg',
    '/800x600/%25252525252525252e./a.jpg',
    '/%2e%2e/800x600/a.jpg',
    '/..%2f..%2foriginals/a.jpg',
  ])('%s', (url) => {
    expect(refused(url)).toEqual([400, 'dot_segment']);
  });
});

test.each([
  ['an unknown preset', '/originals/a.jpg', 404, 'unknown_preset'],
  ['the bucket laid bare', '/variants/a.jpg/800x600', 404, 'unknown_preset'],
  ['manifests, unless they are switched on', '/manifests/a.jpg.json', 404, 'unknown_preset'],
  ['the root', '/', 404, 'unknown_preset'],
  ['a property of every object', '/constructor/a.jpg', 404, 'unknown_preset'],
  ['a prototype', '/__proto__/a.jpg', 404, 'unknown_preset'],
  ['a preset with a slash before it', '//800x600/a.jpg', 404, 'unknown_preset'],
  ['another case', '/800X600/a.jpg', 404, 'unknown_preset'],
  ['the beginning of a name', '/800x/a.jpg', 404, 'unknown_preset'],
  ['the end of a name', '/x600/a.jpg', 404, 'unknown_preset'],
  ['a variant’s own name', '/800x600~webp/a.jpg', 404, 'unknown_preset'],
  ['a format that the preset does not make', '/webp-only@avif/a.jpg', 404, 'unknown_format'],
  ['the other format that a preset does not make', '/avif-only@webp/a.jpg', 404, 'unknown_format'],
  ['a format that nobody makes', '/800x600@jxl/a.jpg', 404, 'unknown_format'],
  ['an empty format', '/800x600@/a.jpg', 404, 'unknown_format'],
  ['a format of every object', '/800x600@constructor/a.jpg', 404, 'unknown_format'],
  ['a preset alone', '/800x600', 404, 'no_path'],
  ['a preset and a slash', '/800x600/', 404, 'no_path'],
  ['a bare per cent', '/800x600/100%.jpg', 400, 'bad_encoding'],
  ['half an encoding', '/800x600/%2', 400, 'bad_encoding'],
  ['Latin-1', '/800x600/caf%E9.jpg', 400, 'bad_encoding'],
  ['overlong UTF-8', '/800x600/%C0%AE%C0%AE/a.jpg', 400, 'bad_encoding'],
  ['an encoded surrogate', '/800x600/%ED%A0%80.jpg', 400, 'bad_encoding'],
  ['half a surrogate pair', '/800x600/\ud800.jpg', 400, 'bad_encoding'],
])('%s is refused: %s', (_what, url, status, code) => {
  expect(refused(url)).toEqual([status, code]);
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'get'])('%s is refused', (method) => {
  const answer = edge(ask('/800x600/a.jpg', { method })) as EdgeResponse;
  expect(answer).toMatchObject({ statusCode: 405, headers: { allow: { value: 'GET, HEAD, OPTIONS' } } });
});

test('the longest key that leaves room for its preset is let through, and one byte more is not', () => {
  const room = 1024 - 'variants//800x600'.length;
  expect(edge(ask(`/800x600/${'a'.repeat(room)}`))).toHaveProperty('uri');
  expect(refused(`/800x600/${'a'.repeat(room + 1)}`)).toEqual([414, 'path_too_long']);
  // What counts is the spelling: an é takes two bytes, and five bytes are spelt in eight characters.
  const most = Math.floor(((room - '_base32/'.length) * 5) / 8 / 2);
  expect(edge(ask(`/800x600/${'%C3%A9'.repeat(most)}`))).toHaveProperty('uri');
  expect(refused(`/800x600/${'%C3%A9'.repeat(most + 1)}`)).toEqual([414, 'path_too_long']);
  // The chosen variant's name counts too.
  expect(refused(`/800x600/${'a'.repeat(room)}`, { accept: 'image/avif' })).toEqual([414, 'path_too_long']);
});

test('a path that is long beyond sense is refused before it is decoded', () => {
  expect(refused(`/800x600/${'%25'.repeat(2000)}`)).toEqual([414, 'path_too_long']);
});

test('a refusal says why, is not stored by browsers, and can be no web page', () => {
  expect(edge(ask('/nope/a.jpg'))).toEqual({
    statusCode: 404,
    statusDescription: 'unknown_preset',
    headers: {
      'cache-control': { value: 'no-store' },
      'content-type': { value: 'application/json' },
      vary: { value: 'Accept' },
      'x-content-type-options': { value: 'nosniff' },
      'x-darkroom-error': { value: 'unknown_preset' },
    },
    body: '{"error":"unknown_preset","message":"There is no preset \\"nope\\"."}',
  });
});

test("a refusal has the shape of render's errors: content type, code, fields and CORS headers", async () => {
  const cors = 'https://www.example.com';
  const open = load(await deployed({ ...CONFIG, cors })).edge(ask('/nope%C3%A9/a.jpg')) as EdgeResponse;
  const message = 'There is no preset "nopeé".';
  const rendered = readableBy(cors, errorAnswer(404, 'unknown_preset', message, false));
  const values = Object.entries(open.headers).map(([name, field]) => [name, field?.value] as const);
  const shared = { ...rendered.headers, 'cache-control': 'no-store' }; // The edge's refusals are not cached anywhere.
  expect(Object.fromEntries(values)).toMatchObject(shared);
  expect(JSON.parse(open.body ?? '')).toEqual(JSON.parse(rendered.body ?? ''));
  expect(JSON.parse(open.body ?? '')).toEqual({ error: 'unknown_preset', message });
});

test.each([
  ['/800x600/../a.jpg', 'GET', 400],
  ['/~x/w_1/a.jpg', 'GET', 403],
  ['/nope/a.jpg', 'HEAD', 404],
  ['/800x600/a.jpg', 'POST', 405],
  [`/800x600/${'a'.repeat(1024)}`, 'GET', 414],
  ['/800x600/a.jpg', 'OPTIONS', 204],
])('%s says that answers vary by Accept, as all others do: %s, %i', (url, method, statusCode) => {
  expect(edge(ask(url, { method }))).toMatchObject({ statusCode, headers: { vary: { value: 'Accept' } } });
});

test('a refused HEAD has no body', () => {
  expect(edge(ask('/nope/a.jpg', { method: 'HEAD' }))).not.toHaveProperty('body');
});

test('HEAD is routed like GET', () => {
  expect(edge(ask('/800x600/a.jpg', { method: 'HEAD' }))).toMatchObject({ uri: '/a.jpg/800x600' });
});

test('OPTIONS is answered at the edge, and allows other sites only if the stack does', async () => {
  const own = edge(ask('/800x600/a.jpg', { method: 'OPTIONS' })) as EdgeResponse;
  expect(own).toMatchObject({ statusCode: 204, headers: { allow: { value: 'GET, HEAD, OPTIONS' } } });
  expect(own.headers).not.toHaveProperty('access-control-allow-origin');

  const open = load(await deployed({ ...CONFIG, cors: '*' })).edge(ask('/x', { method: 'OPTIONS' })) as EdgeResponse;
  expect(open.headers).toMatchObject({
    'access-control-allow-origin': { value: '*' },
    'access-control-expose-headers': { value: 'X-Darkroom, X-Darkroom-Error, ETag, X-Cache, Age, Server-Timing' },
    'access-control-allow-methods': { value: 'GET, HEAD, OPTIONS' },
  });
});

test('other sites may read responses only if the stack allows them to', async () => {
  const event = () => ({
    ...ask('/800x600/a.jpg'),
    response: { statusCode: 200, statusDescription: 'OK', headers: { vary: { value: 'Accept' } } },
  });
  expect(edge(event())).toEqual(event().response);
  expect(load(await deployed({ ...CONFIG, cors: 'https://www.example.com' })).edge(event())).toEqual({
    ...event().response,
    headers: {
      vary: { value: 'Accept' },
      'access-control-allow-origin': { value: 'https://www.example.com' },
      'access-control-expose-headers': { value: 'X-Darkroom, X-Darkroom-Error, ETag, X-Cache, Age, Server-Timing' },
    },
  });
});

test('manifests keep their path, canonically spelt, once they are switched on', async () => {
  const manifests = load(await deployed({ ...CONFIG, presets: {}, manifests: true })).edge;
  expect(manifests(ask('/manifests/a+b/c.jpg.json'))).toMatchObject({ uri: '/manifests/a%2Bb/c.jpg.json' });
  expect(manifests(ask('/manifests/../variants/a.jpg/800x600'))).toMatchObject({ statusCode: 400 });
  expect(manifests(ask('/800x600/a.jpg'))).toMatchObject({ statusCode: 404 });
});

test('a path of 1,100 characters is accepted, and any longer one is refused', () => {
  expect(refused(`/${'a'.repeat(1_099)}`)).toEqual([404, 'unknown_preset']);
  expect(refused(`/${'a'.repeat(1_100)}`)).toEqual([414, 'path_too_long']);
});
