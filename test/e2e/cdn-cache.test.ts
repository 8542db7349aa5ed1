import { CloudFrontClient, GetCachePolicyCommand, GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { expect, test } from '@jest/globals';
import pMap from 'p-map';

import { clientOptions } from '../../local/bucket.ts';
import { photograph } from '../support/images/pictures.ts';
import { ACCEPT } from './support/browsers.ts';
import { ask } from './support/cdn.ts';
import { processed, timesWritten } from './support/objects.ts';
import { output, state } from './support/stack.ts';

const REQUESTS = 1000;
/** All variants of one original: three presets at upload, two on request, in each preset's formats. */
const PRESETS = { '800x600': 3, '400x300': 3, '200x150': 3, wide: 3, large: 1 };

let seed = 1;
const random = (below: number): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const word = (): string => random(2 ** 31).toString(36);
const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;

const headersOf = (): Record<string, string> => ({
  accept: random(4) === 0 ? `image/${word()},*/*;q=0.${random(10)}` : pick(Object.values(ACCEPT)),
  cookie: `session=${word()}; ${word()}=${word()}`,
  'user-agent': `Browser/${word()}`,
  'accept-encoding': pick(['gzip', 'br', 'identity', word()]),
  'accept-language': word(),
  origin: `https://${word()}.example`,
  referer: `https://${word()}.example/${word()}`,
  authorization: `Bearer ${word()}`,
  'x-darkroom-url': `/${word()}`,
  'x-forwarded-for': `10.0.0.${random(256)}`,
  [`x-${word()}`]: word(),
});

test('a thousand queries, cookies and headers on one image create no more than its presets and formats', async () => {
  const path = 'cdn/cache.jpg';
  await processed(path, await photograph(1800, 1350, 28));
  const answers = await pMap(
    Array.from({ length: REQUESTS }),
    () =>
      ask(`/${pick(Object.keys(PRESETS))}/${path}?${word()}=${word()}&v=${word()}&expires=${word()}`, {
        headers: headersOf(),
      }),
    { concurrency: 8 },
  );

  const most = Object.values(PRESETS).reduce((a, b) => a + b);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBeLessThanOrEqual(most);
  // Counted in the bucket, which keeps each version; the emulator can lose the last line of a function's log.
  const written = await timesWritten(path);
  expect(Object.keys(written).length).toBeLessThanOrEqual(most);
  expect(new Set(Object.values(written))).toEqual(new Set([1]));
});

test('the CDN caches by the path alone', async () => {
  const cloudfront = new CloudFrontClient(clientOptions(state));
  const { DistributionConfig } = await cloudfront.send(
    new GetDistributionConfigCommand({ Id: output('distribution_id') }),
  );
  const Id = DistributionConfig?.DefaultCacheBehavior?.CachePolicyId;
  const { CachePolicy } = await cloudfront.send(new GetCachePolicyCommand({ Id }));
  cloudfront.destroy();

  expect(CachePolicy?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
    EnableAcceptEncodingGzip: false,
    EnableAcceptEncodingBrotli: false,
    HeadersConfig: { HeaderBehavior: 'none' },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  });
});
