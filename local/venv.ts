import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cleanEnv } from './clean-env.ts';
import { LOCAL, PROJECT } from './paths.ts';
import { run } from './run.ts';

const VENV = path.join(LOCAL, 'venv');
const STAMP = path.join(VENV, 'requirements.sha256');

/** The emulator's Python. */
export const PYTHON = path.join(VENV, 'bin', 'python');

/** Installs the emulator into a virtual environment, every package by its hash; does nothing where that was done. */
export async function installEmulator(): Promise<void> {
  const requirements = path.join(PROJECT, 'local', 'requirements.txt');
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const installed = await readFile(STAMP, 'utf8').catch(() => null);
  if (installed === digest) return;

  await rm(VENV, { recursive: true, force: true });
  await mkdir(LOCAL, { recursive: true });
  const options = { cwd: PROJECT, env: cleanEnv() };
  await run('python3', ['-m', 'venv', VENV], options);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
  await run(PYTHON, [...pip, '--requirement', requirements], options);
  await writeFile(STAMP, digest);
}
