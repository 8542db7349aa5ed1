import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';

import { buildPage } from '../../../playground/build.ts';

test('the page takes 30 kB, script, style and document together', async () => {
  const { html, script, style } = await buildPage();
  const bytes = [html, script, style].map((text) => gzipSync(text, { level: 9 }).length);
  expect(Math.min(...bytes)).toBeGreaterThan(200);
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(30_000);
});
