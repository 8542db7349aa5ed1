import type { Browser, Locator, Page } from 'playwright-core';

import { demoHome } from '../../local/paths.ts';
import { readRecord } from '../../local/playground/record.ts';
import { linkTo } from '../../local/playground/start.ts';
import type { PhotoList } from '../../playground/api/answers.ts';
import { encodedPath } from '../../playground/api/path.ts';
import { TOKEN_HEADER } from '../../playground/api/token.ts';

/** The running demo's playground. @throws if it does not run */
export function playgroundLink(): string {
  const record = readRecord(demoHome());
  if (record?.pid) return linkTo(record);
  throw new Error('The playground is not running: `make demo` starts it.');
}

interface Options {
  hasTouch?: boolean;
  width?: number;
  colorScheme?: 'light' | 'dark';
}

export interface Opened {
  page: Page;
  /** What the page requests from elsewhere than this machine, and what it logs as an error. */
  strays: string[];
}

/** Opens the playground. */
export async function openPlayground(
  browser: Browser,
  { width = 1280, colorScheme = 'light', hasTouch = false }: Options = {},
): Promise<Opened> {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ viewport, colorScheme, hasTouch, reducedMotion: 'reduce' });
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

/** The row of a photo in the list. */
export const rowOf = (page: Page, path: string): Locator =>
  page
    .getByRole('list', { name: 'Photos' })
    .locator('li.row', { has: page.getByRole('button', { name: path, exact: true }) });

/** Asks the API as the page does. */
async function ask(route: string): Promise<Response> {
  const [method = '', path = ''] = route.split(' ');
  const { origin, hash } = new URL(playgroundLink());
  return fetch(origin + path, { method, headers: { [TOKEN_HEADER]: hash.replace('#token=', '') } });
}

/** The paths of all photos that the demo has now. */
export async function photosNow(): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for (let after = ''; ;) {
    const { photos, next } = (await (await ask(`GET /api/photos${after}`)).json()) as PhotoList;
    for (const { path } of photos) paths.add(path);
    if (next === null) return paths;
    after = `?after=${next}`;
  }
}

/** Deletes what tests have added. */
export async function keepOnly(known: ReadonlySet<string>): Promise<void> {
  for (const path of await photosNow()) if (!known.has(path)) await ask(`DELETE /api/photos?path=${encodedPath(path)}`);
}
