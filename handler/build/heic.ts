import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { installLocked } from './runtime.ts';
import type { Entry } from './zip.ts';

const PACKAGE = 'node_modules/libheif-js';

/** The variant in WebAssembly with its licences; the package holds three more, and types. */
const NEEDED = /^(?:package\.json|LICENSE|libheif-wasm\/(?:LICENSE|libheif\.js|libheif\.wasm))$/;

/**
 * The decoder of HEVC. It comes from npm into the zip of whoever asks for it: see "HEIC" in docs/limits.md for why no
 * release holds it.
 */
export async function heicEntries(source: string, cache: string): Promise<Entry[]> {
  const root = path.join(await installLocked(source, cache, 'runtime-heic'), PACKAGE);
  const files = (await readdir(root, { recursive: true })).map((file) => file.replaceAll(path.sep, '/'));
  return Promise.all(
    files
      .filter((file) => NEEDED.test(file))
      .map(async (file) => ({ name: `${PACKAGE}/${file}`, bytes: await readFile(path.join(root, file)) })),
  );
}

/** Whether a file belongs to a decoder of HEVC. */
export const isHevc = ({ name }: Entry): boolean => /libheif-js|libde265/.test(name);
