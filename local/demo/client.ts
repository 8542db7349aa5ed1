import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Home } from '../paths.ts';
import { stackAt } from '../playground/server.ts';
import type { State } from '../state.ts';

/**
 * What `terraform output -json client > darkroom.json` writes, with the CDN's address on this machine: that of the
 * playground's server, which Node can resolve too. Returns the file's path; null if the stack has no CDN.
 */
export async function writeClient(home: Home, state: State, port: number): Promise<string | null> {
  if (typeof state.outputs?.['client'] !== 'object' || state.outputs['client'] === null) return null;
  const file = path.join(home.folder, 'darkroom.json');
  await writeFile(file, `${JSON.stringify(stackAt(state, `http://127.0.0.1:${port}`), null, 2)}\n`);
  return path.relative('.', file);
}
