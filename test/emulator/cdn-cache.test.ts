import {
  CloudFrontClient,
  CreateCachePolicyCommand,
  CreateInvalidationCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { clientOptions } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import { emulatorSettings } from '../../local/settings.ts';
import type { State } from '../../local/state.ts';
import { askAt } from '../support/ask.ts';
import { until } from '../support/until.ts';
import { type Distribution, distributionOf } from './support/own-distribution.ts';
import { makeFunction, makeRole, startOwn } from './support/own-emulator.ts';

/** Answers as the last segment of the path says, each time with another body. */
const SOURCE = `exports.handler = async ({ rawPath }) => ({
  ...JSON.parse(Buffer.from(rawPath.split('/').pop(), 'base64url').toString()),
  body: crypto.randomUUID(),
});`;
/** CloudFront's default, which a distribution can change for each status. */
const ERROR_SECONDS = 10;

let home: Home;
let state: State;
let cloudfront: CloudFrontClient;
let distribution: Distribution;
let made = 0;

interface Response {
  statusCode?: number;
  headers?: Record<string, string>;
}

/** A new path whose response has these headers. */
const pathOf = ({ statusCode = 200, headers = {} }: Response, folder = `folder-${++made}`): string =>
  `/${folder}/${Buffer.from(JSON.stringify({ statusCode, headers })).toString('base64url')}`;

const cacheable = (folder?: string) => pathOf({ headers: { 'cache-control': 'max-age=600' } }, folder);

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await askAt({ port: state.port, host: distribution.domain, method, headers }, path);
  return { ...answer, body: answer.bytes.toString(), cache: String(answer.headers['x-cache']).split(' ')[0] };
}

/** Whether the second of two requests was answered from the cache. */
async function isCached(path: string, first = {}, second = first): Promise<boolean> {
  const before = await ask(path, first);
  const after = await ask(path, second);
  expect([before.cache, after.cache]).toEqual(['Miss', after.body === before.body ? 'Hit' : 'Miss']);
  return after.cache === 'Hit';
}

const invalidate = (...Items: string[]) =>
  cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: distribution.id,
      InvalidationBatch: { CallerReference: String(++made), Paths: { Quantity: Items.length, Items } },
    }),
  );

beforeAll(async () => {
  ({ home, state } = await startOwn('cdn-cache'));
  cloudfront = new CloudFrontClient({ ...clientOptions(state), maxAttempts: 1 });
  const lambda = new LambdaClient({ ...clientOptions(state), maxAttempts: 1 });
  await makeFunction(lambda, { name: 'origin', role: await makeRole(state, 'origin', []), source: SOURCE });
  distribution = await distributionOf(cloudfront, lambda, 'origin');
  lambda.destroy();
  const named = (...Items: string[]) => ({ Quantity: Items.length, Items });
  const { CachePolicy } = await cloudfront.send(
    new CreateCachePolicyCommand({
      CachePolicyConfig: {
        Name: 'chosen',
        MinTTL: 0,
        DefaultTTL: 100,
        MaxTTL: 1000,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: false,
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: named('X-Kind') },
          CookiesConfig: { CookieBehavior: 'whitelist', Cookies: named('kind') },
          QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: named('kind') },
        },
      },
    }),
  );
  const behavior = { ...distribution.config.DefaultCacheBehavior, CachePolicyId: CachePolicy?.Id };
  const errors = { Quantity: 1, Items: [{ ErrorCode: 503, ErrorCachingMinTTL: 0 }] };
  await cloudfront.send(
    new UpdateDistributionCommand({
      Id: distribution.id,
      IfMatch: distribution.etag,
      DistributionConfig: {
        ...distribution.config,
        CustomErrorResponses: errors,
        DefaultCacheBehavior: behavior as typeof distribution.config.DefaultCacheBehavior,
      },
    }),
  );
});

afterAll(() => {
  cloudfront.destroy();
  return stopEmulator(home);
});

beforeEach(() => emulatorSettings(state, { cdn_cache: 'on' }));

describe('a response is kept as long as CloudFront would keep it', () => {
  test.each<[string, Response, boolean]>([
    ['max-age', { headers: { 'cache-control': 'max-age=600' } }, true],
    ['s-maxage goes first', { headers: { 'cache-control': 'max-age=0, s-maxage=600' } }, true],
    ['s-maxage goes first', { headers: { 'cache-control': 'max-age=600, s-maxage=0' } }, false],
    ['no-store', { headers: { 'cache-control': 'no-store' } }, false],
    ['no-cache', { headers: { 'cache-control': 'no-cache' } }, false],
    ['private', { headers: { 'cache-control': 'private, max-age=600' } }, false],
    ['nothing is stated: the default TTL', {}, true],
    ['Expires in the past', { headers: { expires: 'Thu, 01 Jan 1970 00:00:00 GMT' } }, false],
    ['a 404 that says for how long', { statusCode: 404, headers: { 'cache-control': 'max-age=1, s-maxage=60' } }, true],
    ['a 404 with no-store', { statusCode: 404, headers: { 'cache-control': 'no-store' } }, false],
    ['a 404 that says nothing', { statusCode: 404 }, true],
    ['a 403 that says nothing', { statusCode: 403 }, false],
    [
      'a 500 with no-store, which CloudFront ignores',
      { statusCode: 500, headers: { 'cache-control': 'no-store' } },
      true,
    ],
    ['a 503 that the distribution does not keep', { statusCode: 503 }, false],
    ['a 429', { statusCode: 429, headers: { 'cache-control': 'max-age=60' } }, false],
    ['a redirect', { statusCode: 302, headers: { location: '/x', 'cache-control': 'no-store' } }, false],
  ])('%s: %j', async (_what, response, kept) => {
    expect(await isCached(pathOf(response))).toBe(kept);
  });

  test('and then fetched again', async () => {
    const path = pathOf({ headers: { 'cache-control': 'max-age=1' } });
    const { body } = await ask(path);
    await until('another body', async () => ((await ask(path)).body === body ? null : true), ERROR_SECONDS * 1000);
  });

  test('a hit says how old it is', async () => {
    const path = cacheable();
    expect((await ask(path)).headers).not.toHaveProperty('age');
    expect((await ask(path)).headers['age']).toMatch(/^\d+$/);
  });
});

describe('the key is the one of the cache policy', () => {
  test.each([
    ['a header of the policy', { 'x-kind': 'a' }, { 'x-kind': 'b' }, false],
    ['another header', { 'x-other': 'a' }, { 'x-other': 'b' }, true],
    ['a cookie of the policy', { cookie: 'kind=a; x=1' }, { cookie: 'kind=b; x=1' }, false],
    ['another cookie', { cookie: 'kind=a; x=1' }, { cookie: 'x=2; kind=a' }, true],
  ])('%s', async (_what, first, second, kept) => {
    expect(await isCached(cacheable(), first, second)).toBe(kept);
  });

  test('parameters of the policy, and no others', async () => {
    const path = cacheable();
    const { body } = await ask(`${path}?kind=a&x=1`);
    expect((await ask(`${path}?x=2&kind=a`)).body).toBe(body);
    expect((await ask(`${path}?kind=b&x=1`)).body).not.toBe(body);
  });

  test('Vary selects nothing by itself, and a response with Vary: * is not used again', async () => {
    const varying = (vary: string) => pathOf({ headers: { 'cache-control': 'max-age=600', vary } });
    expect(await isCached(varying('Accept'), { accept: 'image/avif' }, { accept: 'image/webp' })).toBe(true);
    expect(await isCached(varying('*'))).toBe(false);
  });
});

describe('an invalidation', () => {
  test('of a path removes every variant of it in the cache, and no other path', async () => {
    const [path, other] = [cacheable(), cacheable()];
    const [a, b, rest] = [await ask(path, { 'x-kind': 'a' }), await ask(path, { 'x-kind': 'b' }), await ask(other)];
    await invalidate(path);
    expect((await ask(path, { 'x-kind': 'a' })).body).not.toBe(a.body);
    expect((await ask(path, { 'x-kind': 'b' })).body).not.toBe(b.body);
    expect((await ask(other)).body).toBe(rest.body);
  });

  test('with a wildcard removes what begins like it', async () => {
    const paths = ['sea.jpg/thumb', 'sea.jpg/page', 'seaside.jpg/page'].map((folder) => cacheable(folder));
    const before = await Promise.all(paths.map((path) => ask(path)));
    await invalidate('/sea.jpg/*');
    const after = await Promise.all(paths.map((path) => ask(path)));
    expect(after.map(({ body }, index) => body === before[index]?.body)).toEqual([false, false, true]);
  });
});

test('a cached GET answers HEAD without a body, and an If-None-Match with 304', async () => {
  const path = pathOf({ headers: { 'cache-control': 'max-age=600', etag: '"one"' } });
  await ask(path);
  expect(await ask(path, {}, 'HEAD')).toMatchObject({ status: 200, body: '', cache: 'Hit' });
  expect(await ask(path, { 'if-none-match': '"one"' })).toMatchObject({ status: 304, body: '', cache: 'Hit' });
  expect(await ask(path, { 'if-none-match': '"two"' })).toMatchObject({ status: 200, cache: 'Hit' });
});

test('nothing is kept while the setting is off', async () => {
  await emulatorSettings(state, { cdn_cache: 'off' });
  expect(await isCached(cacheable())).toBe(false);
});
