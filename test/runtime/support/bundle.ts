import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { installLocked } from '../../../handler/build/runtime.ts';
import { localTarget } from '../../../handler/build/targets.ts';
import { buildZips } from '../../../handler/build/zips.ts';
import { LOCAL } from '../../../local/paths.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { unzip } from '../../support/unzip.ts';

/** Location of AWS's own Node runtime: npm's `aws-lambda-ric`, in the version of `nodejs22.x`. */
export async function runtimeClient(): Promise<string> {
  const source = path.join(import.meta.dirname, '..', 'ric');
  const installed = await installLocked(source, path.join(LOCAL, 'build'), 'aws-lambda-ric');
  return path.join(installed, 'node_modules', 'aws-lambda-ric', 'bin', 'index.mjs');
}

/**
 * Builds the zip for this machine and unpacks it as Lambda does: outside the checkout, without access to other
 * packages.
 */
export async function unpackedZip(): Promise<string> {
  const folder = await temporaryFolder();
  const [built] = await buildZips([localTarget()], path.join(folder, 'dist'));
  const task = path.join(folder, 'task');
  for (const [name, bytes] of await unzip(built?.file ?? '')) {
    const file = path.join(task, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return task;
}

/** All possible Lambda handlers: every top-level module that exports a `handler`. */
export async function functionsOf(task: string): Promise<string[]> {
  const names = (await readdir(task)).filter((name) => name.endsWith('.mjs'));
  const sources = await Promise.all(names.map((name) => readFile(path.join(task, name), 'utf8')));
  return names
    .filter((_, i) => /export\s*\{[^}]*\bhandler\b[^}]*\}/.test(sources[i] ?? ''))
    .map((name) => path.basename(name, '.mjs'))
    .sort();
}
