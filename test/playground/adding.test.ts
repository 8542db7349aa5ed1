import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';

import { SAMPLES } from '../../local/playground/files.ts';
import { encodedPath } from '../../playground/api/path.ts';
import { photograph } from '../support/images/pictures.ts';
import { keepOnly, photosNow, rowOf } from './demo.ts';
import { eachInPage } from './each-in-page.ts';

const RUN = `test-${Date.now()}`;
let page: Page;
let strays: string[];
let known: ReadonlySet<string>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'darkroom-playground-'));
  known = await photosNow();
});
afterAll(async () => {
  await keepOnly(known);
  await rm(folder, { recursive: true });
});

eachInPage(async (opened) => {
  ({ page, strays } = opened);
  page.setDefaultTimeout(60_000);
  await rowOf(page, 'sea.jpg').waitFor();
});

/** Waits until a photo has its variants, and its tile shows a picture. */
async function isShown(name: string): Promise<void> {
  await rowOf(page, name)
    .getByText(/\d variants in/)
    .waitFor();
  await rowOf(page, name).locator('img.loaded').waitFor();
}

const isRejected = (name: string): Promise<void> =>
  rowOf(page, name).locator('.bad', { hasText: 'not_an_image' }).waitFor();

test('files that are dropped anywhere on the page are uploaded, and what is no picture is rejected with the reason', async () => {
  const [photo, letter] = [`${RUN}-dropped.jpg`, `${RUN}-letter.jpg`];
  await writeFile(path.join(folder, photo), await photograph(400, 300, 3));
  await writeFile(path.join(folder, letter), 'This is a letter.');
  // As the operating system would: files from its disk, over the picture, which is no field for files.
  const devices = await page.context().newCDPSession(page);
  const { x, y } = (await page.locator('.detail').boundingBox()) ?? { x: 0, y: 0 };
  const data = { items: [], files: [photo, letter].map((name) => path.join(folder, name)), dragOperationsMask: 1 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    devices.send('Input.dispatchDragEvent', { type, x: x + 20, y: y + 20, data });
  await drag('dragEnter');
  await drag('dragOver');
  await page.locator('.drop.over').waitFor();
  await drag('drop');
  await isShown(photo);
  await isRejected(letter);
  expect(await page.locator('.drop.over').count()).toBe(0);
  expect(strays).toEqual([]);
}, 90_000);

test('a picture that is pasted from the clipboard is uploaded; text is pasted into its field as ever', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const context = canvas.getContext('2d');
    context?.fillRect(20, 20, 200, 100);
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': canvas.convertToBlob({ type: 'image/png' }) })]);
  });
  await page.keyboard.press('Control+V');
  await page.getByRole('heading', { name: /^image(-\d+)?\.png$/ }).waitFor();
  const name = (await page.locator('h2').textContent()) ?? '';
  expect(known).not.toContain(name);
  await isShown(name);

  await page.evaluate(() => navigator.clipboard.writeText('ready'));
  await page.locator('.events > summary').click();
  await page.getByLabel('path contains').press('Control+V');
  expect(await page.getByLabel('path contains').inputValue()).toBe('ready');
  expect(strays).toEqual([]);
}, 90_000);

test('the samples are uploaded under names that no photo has, and the one that is no picture is rejected with the reason', async () => {
  const before = await photosNow();
  await page.getByRole('button', { name: 'Use the samples' }).click();
  await page
    .getByRole('list', { name: 'Photos' })
    .locator('li.row')
    .nth(before.size + SAMPLES.length - 1)
    .waitFor();
  const names = await page.getByRole('list', { name: 'Photos' }).locator('.name').allTextContents();
  const added = names.filter((name) => !before.has(name));
  expect(added.map((name) => name.replace(/-\d+(?=\.)/, '')).sort()).toEqual([...SAMPLES].sort());
  for (const name of added) await (name.startsWith('not-a-photo') ? isRejected(name) : isShown(name));
  expect(strays).toEqual([]);
}, 120_000);

test('samples that the server does not give are no photos: the page says so', async () => {
  await page.route('**/samples/*', (route) => route.fulfill({ status: 503, body: 'Not now.' }));
  const before = await page.locator('li.row').count();
  await page.getByRole('button', { name: 'Use the samples' }).click();
  await page.getByRole('alert').getByText('The samples could not be read').waitFor();
  expect(await page.locator('li.row').count()).toBe(before);
}, 60_000);

test('a list that ends before the photos do says so and goes on, and nothing in the rest of it is overwritten', async () => {
  // The API's first answer as it would be if it held one photo only.
  const all = [...(await photosNow())];
  await page.route(/api\/photos$/, (route) =>
    route.fulfill({ json: { photos: [{ path: all[0], etag: '', bytes: 1 }], next: encodedPath(all[0] ?? '') } }),
  );
  await page.reload();
  await page.getByText('1 photo shown, by name. The bucket has more.').waitFor();
  const name = all.at(-1) ?? '';
  await page
    .getByLabel('Choose files')
    .setInputFiles({ name, mimeType: 'image/jpeg', buffer: await photograph(80, 60) });
  await rowOf(page, name.replace('.', '-2.'))
    .getByText(/\d variants? in/)
    .waitFor();
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  for (const each of all) await rowOf(page, each).waitFor();
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(all[1]);
  expect(strays).toEqual([]);
}, 60_000);
