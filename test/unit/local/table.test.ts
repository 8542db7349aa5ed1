import { expect, test } from '@jest/globals';

import type { Manifest } from '../../../handler/src/manifest.ts';
import type { Outcome } from '../../../local/demo/process.ts';
import { table } from '../../../local/demo/table.ts';

const common = { schema: 1, presets: 'digest', original: { etag: 'e', version: 'v', bytes: 200_000 } } as const;

const ready: Manifest = {
  ...common,
  status: 'ready',
  path: 'sea.jpg',
  limits: 'l',
  cacheControl: 'public',
  image: { format: 'jpeg', width: 1200, height: 1600, frames: 1, alpha: false, degraded: false },
  variantsPrefix: 'variants/sea.jpg/',
  variants: [
    {
      name: '800x600~avif',
      preset: '800x600',
      format: 'avif',
      contentType: 'image/webp',
      width: 800,
      height: 600,
      bytes: 15_000,
      etag: 'w',
      recipe: 'r',
    },
  ],
};

const rejected: Manifest = {
  ...common,
  status: 'rejected',
  path: 'letter.jpg',
  variants: [],
  rejection: { code: 'not_an_image', message: 'The file is text, not an image.' },
};

const outcome = (manifest: Manifest, milliseconds: number): Outcome => ({
  photo: { file: manifest.path, path: manifest.path, bytes: 200_000 },
  manifest,
  milliseconds,
});

test('each variant has a line with what it really is, its size, its bytes and what it saves', () => {
  const lines = table([outcome(ready, 1234)], null).split('\n');
  expect(lines[0]?.split(/\s+/)).toEqual(['original', 'variant', 'is', 'pixels', 'bytes', 'saved', 'ms', 'URL']);
  expect(lines[2]?.split(/\s+/)).toEqual(['sea.jpg', 'jpeg', '1200×1600', '200,000', '1,234']);
  expect(lines[3]?.trim().split(/\s{2,}/)).toEqual([
    '800x600~avif',
    'webp',
    '800×600',
    '15,000',
    '93 %',
    '/800x600@avif/sea.jpg',
  ]);
});

test('what was rejected has its code in the table, and its sentence below', () => {
  const text = table([outcome(ready, 1), outcome(rejected, 2)], null);
  expect(text).toMatch(/^letter\.jpg\s+rejected\s+not_an_image\s+200,000\s+2$/m);
  expect(text).toMatch(/Rejected:\n {2}letter\.jpg: The file is text, not an image\.$/);
});
