import { Logger } from '@aws-lambda-powertools/logger';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { LambdaFunctionURLEvent } from 'aws-lambda';

import { createRender } from '../../../handler/src/render/handle.ts';
import { createRenderMeter, RENDER_METRICS } from '../../../handler/src/render/metrics.ts';
import { createRenderHarness } from '../../support/render/harness.ts';
import { KEYS, PRESETS } from '../../support/simulation/index.ts';

const lines: Record<string, unknown>[] = [];
const metered: (readonly string[])[] = [];
beforeEach(() => {
  lines.length = 0;
  metered.length = 0;
});

const event = (method: string, rawPath: string) =>
  ({ rawPath, headers: {}, requestContext: { http: { method } } }) as unknown as LambdaFunctionURLEvent;
const context = { getRemainingTimeInMillis: () => 30_000 };

function renderOver(harness: ReturnType<typeof createRenderHarness>, cors: string | null = null) {
  const logger = new Logger();
  const line =
    (level: string) =>
    (message: unknown, ...extra: unknown[]): void => {
      lines.push({ level, message, ...(extra[0] as object) });
    };
  jest.spyOn(logger, 'info').mockImplementation(line('info'));
  jest.spyOn(logger, 'error').mockImplementation(line('error'));
  const context = harness.copy();
  const meter = (counts: readonly string[]) => void metered.push(counts);
  const offer = {
    presets: PRESETS,
    plan: context.plan,
    transforms: null,
    fallback: null,
    publicPath: '',
    uriPrefix: '',
  };
  return createRender({ ...offer, context, logger, meter, cors });
}

describe('each request', () => {
  test('is one line in the log and counts once', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original('a.jpg'), 'a');
    const render = renderOver(harness);
    await render(event('GET', '/a.jpg/small'), context);
    await render(event('GET', '/a.jpg/small'), context);
    await render(event('GET', '/b.jpg/small'), context);
    await render(event('GET', '/b.jpg/none'), context);
    expect(metered).toEqual([['rendered'], ['read'], ['missing'], ['refused']]);
    expect(lines).toMatchObject([
      { level: 'info', message: 'rendered', path: 'a.jpg', name: 'small', status: 200 },
      { level: 'info', message: 'read', path: 'a.jpg', name: 'small', status: 200 },
      { level: 'info', message: 'missing', path: 'b.jpg', name: 'small', status: 404 },
      { level: 'info', message: 'refused', path: 'b.jpg', name: 'none', status: 404, code: 'unknown_preset' },
    ]);
  });

  test('that fails in S3 is a 503 with Retry-After, uncached and without internal details', async () => {
    const harness = createRenderHarness();
    harness.before = () => {
      throw Object.assign(new Error('SlowDown at 10.0.0.1'), { $metadata: { httpStatusCode: 503 } });
    };
    const answer = await renderOver(harness)(event('GET', '/a.jpg/small'), context);
    expect(answer).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '1', 'cache-control': 'no-store', 'x-darkroom-error': 'unavailable' },
    });
    expect(answer.body).not.toContain('SlowDown');
    expect(metered).toEqual([['failed']]);
    expect(lines).toMatchObject([{ level: 'error', message: 'failed', rawPath: '/a.jpg/small', status: 503 }]);
  });
});

describe("another site's scripts", () => {
  // CloudFront runs no viewer-response function on an origin's errors, so the headers have to be render's own.
  test('can read every answer, its error code included, where their site is allowed to', async () => {
    const harness = createRenderHarness();
    harness.bucket.put(KEYS.original('a.jpg'), 'a');
    harness.bucket.put(KEYS.original('bad.jpg'), 'bad');
    const site = 'https://www.example.com';
    const render = renderOver(harness, site);
    const asked = [
      ['GET', '/a.jpg/small', 200],
      ['HEAD', '/a.jpg/small', 200],
      ['GET', '/none.jpg/small', 404],
      ['GET', '/bad.jpg/small', 404],
      ['GET', '/a.jpg/~w_90', 403],
      ['GET', '/%ff/small', 400],
      ['POST', '/a.jpg/small', 405],
    ] as const;
    const readable = {
      'access-control-allow-origin': site,
      'access-control-expose-headers': 'X-Darkroom, X-Darkroom-Error, ETag, X-Cache, Age, Server-Timing',
    };
    for (const [method, rawPath, statusCode] of asked) {
      expect(await render(event(method, rawPath), context)).toMatchObject({ statusCode, headers: readable });
    }
    harness.before = () => {
      throw new Error('S3 is away');
    };
    expect(await render(event('GET', '/c.jpg/small'), context)).toMatchObject({ statusCode: 503, headers: readable });
  });

  test('can read nothing where no site is allowed to', async () => {
    const { headers } = await renderOver(createRenderHarness())(event('GET', '/none.jpg/small'), context);
    expect(Object.keys(headers ?? {}).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('metrics', () => {
  test('have the stack as their only dimension', () => {
    const written: string[] = [];
    // The library has a console of its own.
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    createRenderMeter('photos')(['read', 'waited'], 12);
    spy.mockRestore();
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      stack: 'photos',
      [RENDER_METRICS.read]: 1,
      [RENDER_METRICS.waited]: 1,
      [RENDER_METRICS.duration]: 12,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Darkroom', Dimensions: [['stack']] }] },
    });
  });
});
