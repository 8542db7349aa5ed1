import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { photograph } from '../support/images/pictures.ts';
import { cdn } from './support/cdn.ts';
import { launchChromium } from './support/chromium.ts';
import { processed, read } from './support/objects.ts';

const PATH = 'cdn/browser.jpg';
const VIEWPORT = { width: 1000, height: 800 };
let browser: Browser;

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), processed(PATH, await photograph(1600, 1200, 21))]);
});

afterAll(() => browser.close());

interface Shown {
  /** The URL that the browser chose, without the CDN's address. */
  url: string;
  type: string | undefined;
  bytes: Buffer;
  /** Pixels on the page. */
  drawn: [number, number];
}

/** Loads a page with one image on it, in a browser with an empty cache. */
async function show(html: string): Promise<Shown> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  const arrived = page.waitForResponse((response) => response.url().startsWith(cdn));
  await page.setContent(`<style>body { margin: 0 } img { display: block }</style>${html}`);
  const [response, drawn] = await Promise.all([
    arrived,
    page.locator('img').evaluate(async (image: HTMLImageElement): Promise<[number, number]> => {
      await image.decode();
      return [image.clientWidth, image.clientHeight];
    }),
  ]);
  const url = response.url().slice(cdn.length);
  const shown = { url, type: response.headers()['content-type'], bytes: await response.body(), drawn };
  await page.close();
  return shown;
}

const bytesOf = async (name: string): Promise<Buffer | undefined> => (await read(`variants/${PATH}/${name}`))?.bytes;

test('<img> shows the AVIF in the size of its preset', async () => {
  const shown = await show(`<img src="${cdn}/800x600/${PATH}">`);
  expect(shown).toMatchObject({ url: `/800x600/${PATH}`, type: 'image/avif', drawn: [800, 600] });
  expect(shown.bytes).toEqual(await bytesOf('800x600~avif'));
});

test('<img srcset> shows the preset that fits the page', async () => {
  const sources = [200, 400, 800].map((width) => `${cdn}/${width}x${(width * 3) / 4}/${PATH} ${width}w`).join(', ');
  const shown = await show(`<img srcset="${sources}" sizes="400px">`);
  expect(shown).toMatchObject({ url: `/400x300/${PATH}`, drawn: [400, 300] });
  expect(shown.bytes).toEqual(await bytesOf('400x300~avif'));
});

test('<picture> shows the source that fits the screen, in the format that it names', async () => {
  const shown = await show(`<picture>
    <source media="(max-width: 600px)" srcset="${cdn}/200x150/${PATH}">
    <source type="image/webp" srcset="${cdn}/400x300@webp/${PATH}">
    <img src="${cdn}/800x600/${PATH}" width="320" height="240">
  </picture>`);
  expect(shown).toMatchObject({ url: `/400x300@webp/${PATH}`, type: 'image/webp', drawn: [320, 240] });
  expect(shown.bytes).toEqual(await bytesOf('400x300~webp'));
});

test('<img> shows a variant that has to be rendered first', async () => {
  const shown = await show(`<img src="${cdn}/wide/${PATH}">`);
  expect(shown).toMatchObject({ url: `/wide/${PATH}`, type: 'image/avif', drawn: [600, 450] });
  expect(shown.bytes).toEqual(await bytesOf('wide~avif'));
});
