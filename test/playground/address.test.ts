import { expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { playgroundLink } from './demo.ts';
import { eachInPage } from './each-in-page.ts';

const TOKEN = new URL(playgroundLink()).hash.replace('#token=', '');
let browser: Browser;
let page: Page;
let strays: string[];

eachInPage((opened) => {
  ({ page, strays, browser } = opened);
});

const choose = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const photo = (name: string): Promise<void> => page.getByRole('heading', { name, exact: true }).waitFor();
const right = () => page.locator('.tools select').nth(1);

test('the address keeps the photo, the view and what is compared: a reload and the back button return to them', async () => {
  await choose('sea.jpg');
  await photo('sea.jpg');
  await right().selectOption('800x600');
  await choose('Swap');
  await choose('dunes.jpg');
  await photo('dunes.jpg');
  await choose('Accept');
  expect(new URL(page.url()).hash).toBe('#photo=dunes.jpg&view=Accept&left=800x600&right=original');

  await page.reload();
  await photo('dunes.jpg');
  await page.getByLabel('Your own Accept header').waitFor();
  await page.goBack();
  await photo('sea.jpg');
  expect(await right().inputValue()).toBe('original');
  expect(await page.locator('.tools select').first().inputValue()).toBe('800x600');
  expect(await page.title()).toBe('sea.jpg · Darkroom playground');
  await page.goForward();
  await photo('dunes.jpg');
  expect(strays).toEqual([]);
}, 60_000);

test('whoever is sent the address gets no token with it, but the photo once they enter theirs', async () => {
  expect(page.url()).not.toContain(TOKEN);
  await choose('sea.jpg');
  await photo('sea.jpg');
  const sent = page.url();
  expect(sent).not.toContain(TOKEN);
  const colleague = await (await browser.newContext()).newPage();
  await colleague.goto(sent);
  await colleague.getByRole('alert').getByText('needs its whole link').waitFor();
  await colleague.getByLabel('Link or token').fill(playgroundLink());
  await colleague.getByRole('button', { name: 'Open' }).click();
  await colleague.getByRole('heading', { name: 'sea.jpg', exact: true }).waitFor();
  expect(colleague.url()).toBe(sent);
  await colleague.context().close();
}, 60_000);

test('a link with a token and a photo opens the photo, in a page that is open too, and the token leaves the address', async () => {
  await page.evaluate(() => {
    sessionStorage.setItem('token', 'of-yesterday');
  });
  await page.goto(`${playgroundLink()}&photo=sea.jpg&view=Transform`);
  await page.getByLabel('Canonical text').waitFor();
  await photo('sea.jpg');
  expect(new URL(page.url()).hash).toBe('#photo=sea.jpg&view=Transform');
  expect(strays).toEqual([]);
}, 60_000);

test('a photo that is not there is named, in place of another', async () => {
  await page.goto(`${playgroundLink()}&photo=gone/b%20%26.jpg`);
  await page.getByText('There is no photo gone/b &.jpg').waitFor();
  await choose('sea.jpg');
  await photo('sea.jpg');
  expect(strays).toEqual([]);
}, 60_000);
