import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { ask, cdn } from './support/cdn.ts';
import { launchChromium } from './support/chromium.ts';
import { processed } from './support/objects.ts';

/** The `cors_origin` of stack.tfvars. */
const SITE = 'https://site.example';
const PATH = 'cdn/cors.jpg';
const LARGE = 'cdn/cors-large.png';
const REJECTED = 'cdn/cors.txt';
const EXPOSED = 'X-Darkroom, X-Darkroom-Error, ETag, X-Cache, Age, Server-Timing';

/** A response of each kind: the URL, the status, the value of `X-Darkroom`, and the code in `X-Darkroom-Error`. */
const ANSWERS: readonly (readonly [
  what: string,
  url: string,
  status: number,
  how: string | null,
  code: string | null,
])[] = [
  ['a stored variant', `/800x600/${PATH}`, 200, null, null],
  ['a rendered variant', `/wide@webp/${PATH}`, 200, 'rendered', null],
  ['the target of a redirect', `/large/${LARGE}`, 200, null, null],
  ['a refusal of the edge: a bad encoding', '/800x600/100%.jpg', 400, null, 'bad_encoding'],
  ['a refusal of the edge: a dot segment', '/800x600/%252e%252e/a.jpg', 400, null, 'dot_segment'],
  ['a refusal of the edge: a signature', `/~${'A'.repeat(43)}/w_100/a.jpg`, 403, null, 'bad_signature'],
  ['a refusal of the edge: a preset', `/nope/${PATH}`, 404, null, 'unknown_preset'],
  ['a refusal of the edge: a format', `/800x600@jxl/${PATH}`, 404, null, 'unknown_format'],
  ['a refusal of the edge: a long path', `/800x600/${'a'.repeat(1024)}`, 414, null, 'path_too_long'],
  ['an error of render: no original', '/800x600/cdn/cors-nothing.jpg', 404, null, 'no_original'],
  ['an error of render: a rejected original', `/800x600/${REJECTED}`, 404, null, 'not_an_image'],
];

let browser: Browser;

beforeAll(async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const create = { width: 1700, height: 1700, channels: 3, background: 'grey', noise } as const;
  await Promise.all([
    processed(PATH, await photograph(1600, 1200, 31)),
    processed(LARGE, await sharp({ create }).png({ compressionLevel: 1 }).toBuffer()),
    processed(REJECTED, Buffer.from('This is a letter, not a photo of one.')),
  ]);
  browser = await launchChromium();
});

afterAll(() => browser.close());

interface Read {
  status: number;
  how: string | null;
  code: string | null;
  bytes: number;
}

/** What a site's script can read of the CDN's responses; null for a response that the browser blocks, with the logged reasons. */
async function readBy(site: string, urls: readonly string[]): Promise<{ read: (Read | null)[]; reasons: string[] }> {
  const context = await browser.newContext();
  // The browser treats the site as public, and the CDN as local.
  await context.grantPermissions(['local-network-access']);
  const page = await context.newPage();
  const reasons: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('CORS')) reasons.push(message.text());
  });
  try {
    await page.route(`${site}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>A gallery.' }));
    await page.goto(`${site}/`);
    const read = await page.evaluate(
      (all) =>
        Promise.all(
          all.map(async (url) => {
            try {
              const answer = await fetch(url);
              const { status, headers } = answer;
              const { byteLength: bytes } = await answer.arrayBuffer();
              return { status, how: headers.get('x-darkroom'), code: headers.get('x-darkroom-error'), bytes };
            } catch {
              return null;
            }
          }),
        ),
      urls.map((url) => cdn + url),
    );
    return { read, reasons };
  } finally {
    await context.close();
  }
}

describe('with cors_origin', () => {
  test('a script of that site can read every response, its status and its codes', async () => {
    const { read } = await readBy(
      SITE,
      ANSWERS.map(([, url]) => url),
    );
    const expected = ANSWERS.map(([what, , status, how, code]) => ({ what, status, how, code }));
    expect(read.map((each, index) => ({ what: ANSWERS[index]?.[0], ...each }))).toMatchObject(expected);
    for (const each of read) expect(each?.bytes).toBeGreaterThan(0);
  });

  test('a script of another site can read none', async () => {
    const { read, reasons } = await readBy(
      'https://other.example',
      ANSWERS.map(([, url]) => url),
    );
    expect(read).toEqual(ANSWERS.map(() => null));
    expect(reasons).toHaveLength(ANSWERS.length);
    for (const reason of reasons) expect(reason).toContain("'Access-Control-Allow-Origin'");
  });

  test.each(ANSWERS)(
    '%s names the site, whatever the origin of the request, so that one cached response serves all',
    async (_what, url) => {
      for (const headers of [{}, { origin: SITE }, { origin: 'https://other.example' }]) {
        expect((await ask(url, { headers })).headers).toMatchObject({
          'access-control-allow-origin': SITE,
          'access-control-expose-headers': EXPOSED,
        });
      }
    },
  );

  test.each([
    ['a redirect', `/large/${LARGE}?again`, 'GET', {}],
    ['a HEAD', `/800x600/${PATH}`, 'HEAD', {}],
    ['a 304', `/800x600/${PATH}`, 'GET', { 'if-none-match': '*' }],
    ['a part', `/800x600/${PATH}`, 'GET', { range: 'bytes=0-9' }],
  ])('%s names it too', async (_what, url, method, headers) => {
    expect((await ask(url, { method, headers })).headers['access-control-allow-origin']).toBe(SITE);
  });

  test('a browser may send a preflight request, and cache the response for a day', async () => {
    const headers = {
      origin: SITE,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-mine',
    };
    const answer = await ask(`/800x600/${PATH}`, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': SITE,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': '*',
      'access-control-max-age': '86400',
    });
  });
});
