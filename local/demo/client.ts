import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cdnOf } from '../cdn.ts';
import type { Home } from '../paths.ts';
import type { State } from '../state.ts';

/**
 * What `terraform output -json client > darkroom.json` writes, with the CDN's address on this machine. Returns the
 * file's path; null if the stack has no CDN.
 */
export async function writeClient(home: Home, state: State): Promise<string | null> {
  const client = state.outputs?.['client'];
  const url = cdnOf(state);
  if (typeof client !== 'object' || client === null || url === null) return null;
  const file = path.join(home.folder, 'darkroom.json');
  await writeFile(file, `${JSON.stringify({ ...client, url }, null, 2)}\n`);
  return path.relative('.', file);
}
