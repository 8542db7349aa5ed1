import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from './clean-env.ts';
import { LOCAL, PROJECT } from './paths.ts';
import { run } from './run.ts';

/** The emulator's Python. */
export const PYTHON = pythonOf('venv');

/** Installs the emulator into a virtual environment, every package by its hash; does nothing if it is already installed. */
export async function installEmulator(): Promise<void> {
  await installPackages('venv', path.join(PROJECT, 'local', 'requirements.txt'));
}

/** The Python of the virtual environment with this name. */
export function pythonOf(name: string): string {
  return path.join(LOCAL, name, 'bin', 'python');
}

/** Installs the packages of a requirements file, by hash, into the virtual environment with this name. */
export async function installPackages(name: string, requirements: string): Promise<void> {
  const venv = path.join(LOCAL, name);
  const stamp = path.join(venv, 'requirements.sha256');
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const installed = await readFile(stamp, 'utf8').catch(() => null);
  if (installed === digest) return;

  await rm(venv, { recursive: true, force: true });
  await mkdir(LOCAL, { recursive: true });
  const options = { cwd: PROJECT, env: cleanEnv() };
  await run('python3', ['-m', 'venv', venv], options);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
  await run(pythonOf(name), [...pip, '--requirement', requirements], options);
  await writeFile(stamp, digest);
}
