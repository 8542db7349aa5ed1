import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

import { launchChromium } from '../e2e/support/chromium.ts';
import { openPlayground } from './demo.ts';

let browser: Browser;
let source: string;

beforeAll(async () => {
  browser = await launchChromium();
  source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(async () => {
  await browser.close();
});

const seen = (view: string) => async (page: Page) => {
  await page.getByRole('button', { name: 'sea.jpg', exact: true }).click();
  await page.getByRole('button', { name: view, exact: true }).click();
  await page.waitForTimeout(500);
};

/** What the page shows, and how to get there: one after the other, in one page. */
const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  Compare: seen('Compare'),
  Accept: seen('Accept'),
  Transform: seen('Transform'),
  'a photo that is not there': async (page) => {
    await page.evaluate(() => {
      location.hash = '#photo=gone.jpg';
    });
    await page.getByText('There is no photo gone.jpg').waitFor();
  },
  'a list that goes on': async (page) => {
    const photos = [{ path: 'sea.jpg', etag: '', bytes: 1 }];
    await page.route('**/api/photos', (route) => route.fulfill({ json: { photos, next: '' } }));
    await page.reload();
    await page.getByRole('button', { name: 'Show more' }).waitFor();
  },
  'no token': async (page) => {
    await page.evaluate(() => {
      sessionStorage.clear();
    });
    await page.reload();
    await page.getByLabel('Link or token').waitFor();
  },
};

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

test.each(['light', 'dark'] as const)(
  'axe finds nothing to object to, in %s, at 360 and 1280 pixels, and nothing is wider than the page',
  async (colorScheme) => {
    for (const width of [360, 1280]) {
      const { page } = await openPlayground(browser, { width, colorScheme });
      for (const [state, reach] of Object.entries(STATES)) {
        await reach(page);
        expect([state, width, ...(await violations(page))]).toEqual([state, width]);
        expect([state, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([state, width]);
      }
      await page.context().close();
    }
  },
  180_000,
);
