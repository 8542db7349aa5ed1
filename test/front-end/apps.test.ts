import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import getPort from 'get-port';
import type { Browser, Page } from 'playwright-core';

import { startDetached } from '../../local/detached.ts';
import { endGroup } from '../../local/processes.ts';
import type { Stack } from '../../packages/client/src/stack.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { photograph } from '../support/images/pictures.ts';
import { APPS, environment, folderOf } from './workspace.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each(APPS)('%s', (app) => {
  const { url } = JSON.parse(readFileSync(path.join(folderOf(app), 'darkroom.json'), 'utf8')) as Stack;
  let group: number | undefined;
  let site = '';

  beforeAll(async () => {
    const port = await getPort({ host: '127.0.0.1' });
    site = `http://127.0.0.1:${port}/`;
    const { PORT, HOST } = { PORT: String(port), HOST: '127.0.0.1' };
    const args = ['run', 'start', ...(app === 'vite' ? ['--', '--port', PORT, '--host', HOST] : [])];
    const started = startDetached('npm', args, {
      log: path.join(folderOf(app), 'server.log'),
      cwd: folderOf(app),
      env: { ...process.env, ...environment(), PORT, HOST, NODE_ENV: 'production' },
    });
    group = started.pid;
    expect(await started.comesToAnswer(site, 20_000)).toBe(true);
  });
  afterAll(() => (group === undefined ? undefined : endGroup(group)));

  /** A page of the app. The variants that it requests are in `requested`, and wait until `release` is called. */
  async function open(width: number, deviceScaleFactor = 1) {
    const page = await browser.newPage({ viewport: { width, height: 1600 }, deviceScaleFactor });
    page.setDefaultTimeout(20_000);
    const requested: string[] = [];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(`${url}/**`, async (route) => {
      const asked = route.request().url().slice(url.length);
      if (!asked.startsWith('/manifests/')) {
        requested.push(asked);
        await released;
      }
      await route.continue();
    });
    await page.goto(site, { waitUntil: 'domcontentloaded' });
    await page.locator('img').nth(1).waitFor();
    return { page, requested, release };
  }

  /** Resolves when a photo is drawn. */
  const drawn = (page: Page, alt: string) =>
    page.locator(`img[alt="${alt}"]`).evaluate((image: HTMLImageElement) => image.decode());

  test.each([
    [390, 1, '400x300'],
    [390, 2, '800x600'],
    [1200, 1, '400x300'],
    [1200, 2, '800x600'],
  ])(
    'requests on a screen of %d pixels at a ratio of %d only %s, after its placeholder',
    async (width, ratio, preset) => {
      const { page, requested, release } = await open(width, ratio);
      const backgrounds = page
        .locator('img')
        .evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundImage));
      for (const background of await backgrounds) expect(background).toContain('data:image/');
      release();
      for (const photo of ['sea.jpg', 'dunes.jpg']) await drawn(page, photo);
      expect(requested.sort()).toEqual([`/${preset}/dunes.jpg`, `/${preset}/sea.jpg`]);
      await page.close();
    },
  );

  test('uploads a photo and shows it, and says why a letter is none', async () => {
    const { page, requested, release } = await open(390);
    release();
    await page.waitForLoadState('networkidle');
    const input = page.getByLabel('Add a photo');
    await input.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photograph(900, 675, 7) });
    const added = page.locator('img[alt^="uploads/"]');
    await added.waitFor();
    const alt = (await added.getAttribute('alt')) ?? '';
    await drawn(page, alt);
    expect(requested.filter((asked) => asked.endsWith(alt))).toEqual([`/400x300/${alt}`]);

    await input.setInputFiles({ name: 'b.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('This is a letter.') });
    await page.getByText('The file is text, not an image').waitFor();
    expect(await page.locator('img').count()).toBe(3);
    await page.close();
  }, 60_000);
});
