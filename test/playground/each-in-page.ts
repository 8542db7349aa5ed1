import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchChromium } from '../e2e/support/chromium.ts';
import { type Opened, openPlayground } from './demo.ts';

/** For tests in one file: a browser for all, and the playground in a page of its own for each. */
export function eachInPage(opened: (playground: Opened & { browser: Browser }) => Promise<void> | void): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    await opened({ browser, ...(await openPlayground(browser)) });
  });
}
