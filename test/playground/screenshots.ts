/** `make screenshots`: pictures of the running demo's playground in .local/screenshots, to be looked at. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

import { LOCAL } from '../../local/paths.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { openPlayground } from './demo.ts';

const FOLDER = path.join(LOCAL, 'screenshots');

const choose = async (page: Page, view: string): Promise<void> => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
  await page.getByRole('button', { name: view, exact: true }).click();
};
const answered = (page: Page) => page.locator('tbody tr:last-child .timing').waitFor();

/** Each state of the page, and how to get there. */
const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  compare: async (page) => {
    await choose(page, 'Compare');
    await answered(page);
    await page.getByRole('slider').press('3');
  },
  zoomed: async (page) => {
    await choose(page, 'Compare');
    await answered(page);
    for (let times = 0; times < 4; times += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  },
  difference: async (page) => {
    await choose(page, 'Compare');
    await answered(page);
    await page.locator('.tools select').first().selectOption('800x600');
    await page.getByRole('button', { name: 'Difference' }).click();
  },
  accept: async (page) => {
    await choose(page, 'Accept');
    await page.getByRole('img', { name: /gets it/ }).waitFor();
  },
  transform: async (page) => {
    await choose(page, 'Transform');
    await page.getByRole('button', { name: 'Sign and request' }).click();
    await page.getByRole('img', { name: /w_300/ }).waitFor();
  },
  refused: async (page) => {
    await choose(page, 'Transform');
    await page.getByLabel('Canonical text').fill('h_200,w_300,fit_cover');
  },
  rejected: (page) => page.getByRole('button', { name: 'not-a-photo.jpg', exact: true }).click(),
  events: async (page) => {
    await page.locator('.events > summary').click();
    await page.locator('.log li').first().waitFor();
  },
  empty: async (page) => {
    await page.route('**/api/photos', (route) => route.fulfill({ json: { photos: [], next: null } }));
    await page.reload();
    await page.getByText('There are no photos yet').waitFor();
  },
  more: async (page) => {
    const photos = ['dunes.jpg', 'sea.jpg'].map((path) => ({ path, etag: '', bytes: 1 }));
    await page.route('**/api/photos', (route) => route.fulfill({ json: { photos, next: '' } }));
    await page.reload();
    await page.getByRole('button', { name: 'Show more' }).waitFor();
    await page.locator('.tile img.loaded').last().waitFor();
  },
  token: async (page) => {
    await page.evaluate(() => {
      sessionStorage.clear();
    });
    await page.reload();
    await page.getByLabel('Link or token').waitFor();
  },
  absent: async (page) => {
    await page.evaluate(() => {
      location.hash = '#photo=a/photo.jpg';
    });
    await page.getByText('There is no photo').waitFor();
  },
  uploading: async (page) => {
    await page.route('**/manifests/**', (route) => route.fulfill({ status: 404, body: '' }));
    await page.reload();
    await page.getByText('being made').first().waitFor();
    await page.waitForTimeout(1000);
  },
  offline: async (page) => {
    await page.route('**/api/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').waitFor();
  },
};

const only = process.argv[2];
await mkdir(FOLDER, { recursive: true });
const browser = await launchChromium();
try {
  for (const [name, reach] of Object.entries(STATES).filter(([name]) => !only || name === only))
    for (const width of [360, 1280])
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await openPlayground(browser, { width, colorScheme });
        await reach(page);
        const file = path.join(FOLDER, `${name}-${width}-${colorScheme}.png`);
        // Grown to its content: beyond the viewport, what sticks to its bottom would cover the middle.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height: Math.max(700, Math.min(height, 2600)) });
        await page.screenshot({ path: file });
        console.log(path.relative('.', file));
        await page.context().close();
      }
} finally {
  await browser.close();
}
