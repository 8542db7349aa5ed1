import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { buildPage } from '../../playground/build.ts';
import { PROJECT } from '../paths.ts';

interface File {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg' };

/** The names of the sample photos, which the page can fetch and upload. */
export const SAMPLES = ['dunes.jpg', 'mountains.jpg', 'sea.jpg', 'balloon.png', 'not-a-photo.jpg'];

/** What the server serves without a token, by its path: the page, and the samples. Nothing of it is secret. */
export async function pageFiles(): Promise<ReadonlyMap<string, File>> {
  const { html, script, style } = await buildPage();
  const text = (content: string, type: string): File => ({
    type: `${type}; charset=utf-8`,
    bytes: new TextEncoder().encode(content),
  });
  const samples = SAMPLES.map(async (name) => {
    const bytes = await readFile(path.join(PROJECT, 'local', 'photos', 'samples', name));
    return [`/samples/${name}`, { type: TYPES[path.extname(name)] ?? 'application/octet-stream', bytes }] as const;
  });
  return new Map([
    ['/', text(html, 'text/html')],
    ['/page.js', text(script, 'text/javascript')],
    ['/page.css', text(style, 'text/css')],
    ...(await Promise.all(samples)),
  ]);
}
