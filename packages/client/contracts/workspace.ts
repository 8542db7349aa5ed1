import { cp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

import { buildClient, packClient } from '../build.ts';

export const CONTRACTS = import.meta.dirname;

/** Installs the frameworks that the lockfile names, unless they are there. Their own scripts build nothing we need. */
export async function installFrameworks(): Promise<void> {
  const changed = (file: string): Promise<number> =>
    stat(path.join(CONTRACTS, file)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  if ((await changed('node_modules/.package-lock.json')) >= (await changed('package-lock.json'))) return;
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await execa('npm', ['ci', ...quiet], { cwd: CONTRACTS, stdio: 'inherit' });
}

/**
 * Builds the package in a folder, and puts it among the frameworks, as `npm install` would. Returns the archive that npm
 * publishes.
 */
export async function installClient(folder: string): Promise<string> {
  const built = path.join(folder, 'package');
  await buildClient(built);
  const installed = path.join(CONTRACTS, 'node_modules', 'darkroom-client');
  await rm(installed, { recursive: true, force: true });
  await cp(built, installed, { recursive: true });
  return packClient(built, folder);
}

/** Runs one of the workspace's programs. Its output, whatever its exit code. */
export async function program(name: string, args: readonly string[]): Promise<{ exitCode: number; all: string }> {
  const file = path.join(CONTRACTS, 'node_modules', '.bin', name);
  const { exitCode = 1, all } = await execa(file, args, { cwd: CONTRACTS, all: true, reject: false });
  return { exitCode, all };
}
