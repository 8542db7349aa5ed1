import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';

import { encodedPath } from '../../playground/api/path.ts';
import { TOKEN_HEADER } from '../../playground/api/token.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { photograph } from '../support/images/pictures.ts';
import { openPlayground, playgroundLink } from './demo.ts';

const RUN = `test-${Date.now()}`;
let browser: Browser;
let page: Page;
let strays: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  const { origin, hash } = new URL(playgroundLink());
  const headers = { [TOKEN_HEADER]: hash.replace('#token=', '') };
  const { photos } = (await (await fetch(`${origin}/api/photos`, { headers })).json()) as {
    photos: { path: string }[];
  };
  for (const { path } of photos.filter(({ path }) => path.startsWith(RUN)))
    await fetch(`${origin}/api/photos?path=${encodedPath(path)}`, { method: 'DELETE', headers });
});

beforeEach(async () => {
  ({ page, strays } = await openPlayground(browser));
  page.setDefaultTimeout(60_000);
});

const row = (path: string) =>
  page
    .getByRole('list', { name: 'Photos' })
    .locator('li.row', { has: page.getByRole('button', { name: path, exact: true }) });

async function files(...all: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  await page.getByLabel('Choose files').setInputFiles(all);
}

const jpeg = async (name: string, seed = 1) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await photograph(1000, 750, seed),
});

test('five kinds of file end as variants with a picture, or as a rejection with its reason', async () => {
  const transparent = sharp({ create: { width: 300, height: 300, channels: 4, background: '#f004' } });
  const still = await photograph(200, 150, 2);
  await files(
    await jpeg(`${RUN}-a.jpg`),
    { name: `${RUN}-b.png`, mimeType: 'image/png', buffer: await transparent.png().toBuffer() },
    { name: `${RUN}-c.gif`, mimeType: 'image/gif', buffer: await sharp(still).gif().toBuffer() },
    { name: `${RUN}-d.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from('This is a letter.') },
    { name: `${RUN}-e.heic`, mimeType: '', buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1') },
  );
  for (const name of ['a.jpg', 'b.png', 'c.gif']) {
    await row(`${RUN}-${name}`)
      .getByText(/\d variants in/)
      .waitFor();
    await row(`${RUN}-${name}`).locator('img.loaded').waitFor();
  }
  await row(`${RUN}-d.jpg`).getByText('not_an_image').waitFor();
  await row(`${RUN}-e.heic`).locator('.bad code').waitFor();
  expect(strays).toEqual([]);
}, 120_000);

test('two pictures are compared by keyboard alone', async () => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).press('Enter');
  await page.locator('tbody tr:last-child .timing').waitFor();
  const slider = page.getByRole('slider');
  const stage = page.locator('.stage');
  const split = () => stage.evaluate((element: HTMLElement) => element.style.getPropertyValue('--x'));
  await slider.press('ArrowLeft');
  expect(await split()).toBe('49%');
  const [left, right] = [page.locator('.tools select').nth(0), page.locator('.tools select').nth(1)];
  await slider.press('2');
  const second = await right.inputValue();
  await slider.press('x');
  expect([await left.inputValue(), await right.inputValue()]).toEqual([second, 'original']);
  await slider.press('d');
  expect(await stage.getAttribute('class')).toContain('difference');
  await slider.press('+');
  await slider.press('Shift+ArrowRight');
  expect(await page.locator('.layer img').first().getAttribute('style')).toMatch(/scale\(1\.[1-9]/);
  for (let times = 0; times < 9; times += 1) await slider.press('+');
  expect(await page.locator('.ratio').textContent()).toBe('8.0 : 1');
  expect(strays).toEqual([]);
}, 60_000);

test('each client gets the format that its Accept header names', async () => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByLabel('Your own Accept header').fill('image/webp');
  await page.locator('.client:last-of-type .gets:not(:empty)').waitFor();
  const rows = await page
    .locator('.client')
    .evaluateAll((all) =>
      all.map((each) => [each.querySelector('.who')?.textContent, each.querySelector('.gets')?.textContent]),
    );
  expect(Object.fromEntries(rows)).toEqual({
    'Chrome, Edge': 'avif',
    Firefox: 'avif',
    'Safari 16 and newer': 'avif',
    'Safari 14 and 15': 'webp',
    'Internet Explorer': 'jpeg',
    curl: 'jpeg',
    'Your own': 'webp',
  });
  expect(strays).toEqual([]);
}, 60_000);

test('a transform is signed and made; another text than was signed, and one that is not canonical, are refused with the reason', async () => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
  await page.getByRole('button', { name: 'Transform', exact: true }).click();
  await page.getByLabel('Width').fill('120');
  await page.getByLabel('Width').press('Tab');
  expect(await page.getByLabel('Canonical text').inputValue()).toBe('w_120,h_200,fit_cover');
  await page.getByRole('button', { name: 'Sign and request' }).click();
  const made = page.getByRole('img', { name: /w_120/ });
  await made.waitFor();
  expect(await made.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(120);
  await page.getByRole('button', { name: 'Tamper with it' }).click();
  await page.getByText('bad_signature').waitFor();
  await page.getByLabel('Canonical text').fill('h_200,w_120,fit_cover');
  await page.getByText('the order is').waitFor();
  await page.getByRole('button', { name: 'Sign and request' }).click();
  await page.getByText("can't be made").waitFor();
  expect(strays).toEqual([]);
}, 60_000);

test('a replaced photo is the old one on the CDN until it is purged; a deleted one is gone, and comes back', async () => {
  const path = `${RUN}-replaced.jpg`;
  await files(await jpeg(path));
  await row(path)
    .getByText(/\d variants in/)
    .waitFor();
  await page.getByLabel(`Replace ${path}`).setInputFiles(await jpeg('another.jpg', 7));
  await row(path).getByText('until it is purged').waitFor();
  await row(path).getByText('new on the CDN after').waitFor({ timeout: 140_000 });
  await page.getByRole('button', { name: `Delete ${path}` }).click();
  await row(path).getByText('deleted').waitFor();
  await page.getByRole('button', { name: `Restore ${path}` }).click();
  await row(path)
    .getByText(/\d variants/)
    .waitFor();
  expect(strays).toEqual([]);
}, 240_000);

test.each(['light', 'dark'] as const)(
  'axe finds nothing to object to, in %s, at 360 and 1280 pixels',
  async (colorScheme) => {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const width of [360, 1280]) {
      const opened = await openPlayground(browser, { width, colorScheme });
      await opened.page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
      for (const view of ['Compare', 'Accept', 'Transform']) {
        await opened.page.getByRole('button', { name: view, exact: true }).click();
        await opened.page.waitForTimeout(500);
        await opened.page.evaluate(source);
        const found = await opened.page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
        });
        expect([view, width, ...found]).toEqual([view, width]);
        expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await opened.page.context().close();
    }
  },
  120_000,
);

test('another site that resolves to this machine, and a request without the token, get nothing', async () => {
  const { origin, port } = new URL(playgroundLink());
  const api = await fetch(`${origin}/api/photos`);
  expect([api.status, await api.json()]).toMatchObject([403, { error: 'no_token' }]);
  const { askAt } = await import('../support/ask.ts');
  expect((await askAt({ port: Number(port), host: 'evil.example' }, '/')).status).toBe(421);
});
