import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { keepOnly, photosNow, playgroundLink, rowOf } from './demo.ts';
import { eachInPage } from './each-in-page.ts';

const RUN = `test-${Date.now()}`;
let page: Page;
let strays: string[];
let known: ReadonlySet<string>;

beforeAll(async () => {
  known = await photosNow();
});
afterAll(async () => {
  await keepOnly(known);
});

eachInPage((opened) => {
  ({ page, strays } = opened);
  page.setDefaultTimeout(60_000);
});

const row = (path: string) => rowOf(page, path);

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

test('another site that resolves to this machine, and a request without the token, get nothing', async () => {
  const { origin, port } = new URL(playgroundLink());
  const api = await fetch(`${origin}/api/photos`);
  expect([api.status, await api.json()]).toMatchObject([403, { error: 'no_token' }]);
  const { askAt } = await import('../support/ask.ts');
  expect((await askAt({ port: Number(port), host: 'evil.example' }, '/')).status).toBe(421);
});
