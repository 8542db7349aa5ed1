import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The browser in DARKROOM_CHROMIUM, or the one from npm, which runs on Linux x86-64 only. */
export async function launchChromium(): Promise<Browser> {
  const own = process.env['DARKROOM_CHROMIUM'];
  if (own !== undefined) return playwright.launch({ executablePath: own });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('There is no Chromium for this machine: set DARKROOM_CHROMIUM to the path of one.');
  }
  return playwright.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
}
