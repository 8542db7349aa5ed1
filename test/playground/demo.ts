import type { Browser, Page } from 'playwright-core';

import { demoHome } from '../../local/paths.ts';
import { readRecord } from '../../local/playground/record.ts';
import { linkTo } from '../../local/playground/start.ts';

/** The running demo's playground. @throws if it does not run */
export function playgroundLink(): string {
  const record = readRecord(demoHome());
  if (record?.pid) return linkTo(record);
  throw new Error('The playground is not running: `make demo` starts it.');
}

interface Opened {
  width?: number;
  colorScheme?: 'light' | 'dark';
}

/** Opens the playground. What the page requests from elsewhere than this machine, and what it logs as an error, is in `strays`. */
export async function openPlayground(
  browser: Browser,
  { width = 1280, colorScheme = 'light' }: Opened = {},
): Promise<{ page: Page; strays: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const strays: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):|^http:\/\/127\.0\.0\.1:/.test(request.url())) strays.push(request.url());
  });
  page.on('console', (message) => {
    // Refusals of the CDN, which are shown, and nothing else.
    if (message.type() === 'error' && !/status of 40[034]/.test(message.text())) strays.push(message.text());
  });
  page.on('pageerror', (error) => strays.push(error.message));
  await page.goto(playgroundLink());
  return { page, strays };
}
