import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { darkroom, type Stack } from '../../packages/client/src/index.ts';
import { sign } from '../../packages/client/src/sign.ts';
import { photograph } from '../support/images/pictures.ts';
import { ask, cdn } from './support/cdn.ts';
import { launchChromium } from './support/chromium.ts';
import { processed } from './support/objects.ts';
import { state } from './support/stack.ts';

const PATH = 'client/ein Boot + 100 %.jpg';
/** What the stack tells, at its address on this machine. */
const stack: Stack = { ...(state.outputs?.['client'] as Stack), url: cdn };
const images = darkroom(stack);
/** The stack's widest preset does not crop: those that do are named. */
const presets = ['200x150', '400x300', '800x600'];
let browser: Browser;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), processed(PATH, await photograph(1600, 1200, 41))]);
});

afterAll(() => browser.close());

const html = (tag: string, attributes: object): string =>
  `<${tag} ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${String(value)}"`)
    .join(' ')}>`;

/** The URLs, below the CDN's, of the images that a page requests, and the pixels that its image has there. */
async function show(body: string, width: number, deviceScaleFactor: number) {
  const page = await browser.newPage({ viewport: { width, height: 800 }, deviceScaleFactor });
  const requested: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(cdn)) requested.push(request.url().slice(cdn.length));
  });
  await page.setContent(
    `<!doctype html><style>body { margin: 0 } img { max-width: 100%; height: auto }</style>${body}`,
  );
  const drawn = await page.locator('img').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return [image.clientWidth, image.clientHeight];
  });
  await page.close();
  return { requested, drawn };
}

const url = (preset: string): string => images.url(PATH, preset).slice(cdn.length);

test.each([
  [180, 1, '200x150'],
  [180, 2, '400x300'],
  [388, 1, '400x300'],
  [388, 2, '800x600'],
  [800, 1, '800x600'],
  [800, 2, '800x600'],
])('on a screen of %d pixels at a ratio of %d, Chromium requests %s, once', async (width, ratio, preset) => {
  for (const priority of [false, true]) {
    const shown = await show(html('img', images.img(PATH, { presets, alt: '', priority })), width, ratio);
    expect(shown).toEqual({ requested: [url(preset)], drawn: [width, (width * 3) / 4] });
  }
});

test('an image that is narrower than its page is as large as it is laid out, without being told', async () => {
  const narrow = `<div style="width: 190px">${html('img', images.img(PATH, { presets, alt: '' }))}</div>`;
  expect((await show(narrow, 1200, 1)).requested).toEqual([url('200x150')]);
});

test('<picture> shows its source on the screens that it is for', async () => {
  const { sources, img } = images.picture(PATH, {
    sources: [{ media: '(max-width: 600px)', presets: ['200x150'] }],
    presets,
    alt: '',
  });
  const picture = `<picture>${sources.map((each) => html('source', each)).join('')}${html('img', img)}</picture>`;
  expect((await show(picture, 500, 1)).requested).toEqual([url('200x150')]);
  expect((await show(picture, 790, 1)).requested).toEqual([url('800x600')]);
});

test('the CDN accepts what sign signs, and nothing that is changed in it', async () => {
  // As in stack.tfvars.
  const key = 'e2e-newest-key-0123456789abcdef0123';
  const expires = new Date(Date.now() + 600_000);
  const signed = await sign(stack, { key, path: PATH, transform: { width: 90, height: 60, format: 'webp' }, expires });
  const path = signed.slice(cdn.length);
  const { status, headers } = await ask(path);
  expect([status, headers['content-type']]).toEqual([200, 'image/webp']);
  expect((await ask(path.replace('w_90', 'w_91'))).headers['x-darkroom-error']).toBe('bad_signature');
});
