import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { ACCEPT } from './support/browsers.ts';
import { ask } from './support/cdn.ts';
import { processed, read } from './support/objects.ts';
import { namesRendered } from './support/outcomes.ts';

const PATH = 'cdn/formats.jpg';
const EXPECTED = {
  chrome: ['800x600~avif', 'image/avif'],
  firefox: ['800x600~avif', 'image/avif'],
  safari: ['800x600~avif', 'image/avif'],
  safari15: ['800x600~webp', 'image/webp'],
  explorer: ['800x600', 'image/jpeg'],
  curl: ['800x600', 'image/jpeg'],
} as const;
const browsers = Object.keys(EXPECTED) as (keyof typeof EXPECTED)[];

beforeAll(async () => {
  await processed(PATH, await photograph(1600, 1200, 20));
});

describe('one URL serves each browser the best format that it accepts:', () => {
  test.each(browsers)('%s', async (browser) => {
    const [name, type] = EXPECTED[browser];
    const answer = await ask(`/800x600/${PATH}`, { headers: { accept: ACCEPT[browser] } });
    const stored = await read(`variants/${PATH}/${name}`);
    const { width, height } = await sharp(answer.bytes).metadata();

    expect([answer.status, answer.headers['content-type'], width, height]).toEqual([200, type, 800, 600]);
    expect(answer.bytes.equals(stored?.bytes ?? Buffer.of())).toBe(true);
    expect(answer.headers).toMatchObject({
      vary: 'Accept',
      'cache-control': 'public, max-age=86400, stale-while-revalidate=604800',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  test('a browser that names no format gets the plain variant', async () => {
    expect((await ask(`/800x600/${PATH}`)).headers['content-type']).toBe('image/jpeg');
  });
});

test('a format in the URL is served to every browser', async () => {
  for (const format of ['webp', 'avif']) {
    const answer = await ask(`/800x600@${format}/${PATH}`, { headers: { accept: ACCEPT.explorer } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, `image/${format}`]);
  }
});

test('HEAD returns the headers of GET, without the image', async () => {
  const headers = { accept: ACCEPT.chrome };
  const [head, get] = [
    await ask(`/800x600/${PATH}`, { headers, method: 'HEAD' }),
    await ask(`/800x600/${PATH}`, { headers }),
  ];
  expect([head.status, head.headers['content-type'], head.headers.etag, head.bytes.length]).toEqual([
    200,
    'image/avif',
    get.headers.etag,
    0,
  ]);
});

test('conditional requests get a 304, and range requests a part', async () => {
  const whole = await ask(`/800x600/${PATH}`);
  const again = await ask(`/800x600/${PATH}`, { headers: { 'if-none-match': whole.headers.etag ?? '' } });
  const part = await ask(`/800x600/${PATH}`, { headers: { range: 'bytes=10-19' } });

  expect(again.status).toBe(304);
  expect([part.status, part.bytes.equals(whole.bytes.subarray(10, 20))]).toEqual([206, true]);
});

test('a variant made at upload is never rendered again', async () => {
  expect(await namesRendered(PATH)).toEqual([]);
});
