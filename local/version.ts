import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT } from './paths.ts';

/** The emulator's version, as a digest of its requirements and of the layer in front of it. */
export async function emulatorVersion(): Promise<string> {
  const local = path.join(PROJECT, 'local');
  const sources = (await readdir(path.join(local, 'emulator'))).filter((name) => name.endsWith('.py')).sort();
  const hash = createHash('sha256');
  for (const name of ['requirements.txt', ...sources.map((source) => path.join('emulator', source))]) {
    hash.update(name).update(await readFile(path.join(local, name)));
  }
  return hash.digest('hex');
}
