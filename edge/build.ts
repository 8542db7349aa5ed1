import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { bundleEdge } from './bundle.ts';

/** Writes `edge.js` to the folder and returns its path and size in bytes. */
export async function buildEdge(folder: string): Promise<{ file: string; bytes: number }> {
  const script = await bundleEdge();
  const file = path.join(folder, 'edge.js');
  await mkdir(folder, { recursive: true });
  await writeFile(file, script);
  return { file, bytes: script.length };
}

if (process.argv[1] === import.meta.filename) {
  const { file, bytes } = await buildEdge(path.join(import.meta.dirname, '..', 'dist'));
  console.log(`${path.relative('.', file)}  ${bytes} bytes`);
}
