import path from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';

const CLIENT = path.resolve(import.meta.dirname, '../../packages/client/src');

/** What a page's script finds as `client`: everything of the package that is for browsers. */
const EXPORTS = ['index', 'placeholder', 'upload'].map((name) => `export * from './${name}.ts';`).join('\n');

async function script(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: EXPORTS, resolveDir: CLIENT },
    bundle: true,
    format: 'iife',
    globalName: 'client',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** A page of a site that exists in this browser only, with the client package as `window.client`. */
export async function siteWith(context: BrowserContext, origin: string, body: string): Promise<Page> {
  // The browser takes the site for public, and the emulator for local.
  await context.grantPermissions(['local-network-access']);
  const page = await context.newPage();
  const html = `<!doctype html><meta name="viewport" content="width=device-width">${body}<script>${await script()}</script>`;
  await page.route(`${origin}/**`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(`${origin}/`);
  return page;
}
