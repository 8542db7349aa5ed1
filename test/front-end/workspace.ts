import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

import { demoHome, LOCAL, PROJECT } from '../../local/paths.ts';
import { readState } from '../../local/state.ts';
import { emulatorVariables } from '../../local/variables.ts';
import { buildClient } from '../../packages/client/build.ts';

const SOURCES = path.join(PROJECT, 'examples', 'front-end');
/** A copy of the examples, with their packages, so that nothing that is built lies among the sources. */
const WORKSPACE = path.join(LOCAL, 'front-end');

export const APPS = ['next', 'nuxt', 'astro', 'vite'] as const;
export type App = (typeof APPS)[number];

export const folderOf = (app: App): string => path.join(WORKSPACE, app);

/** What builds and servers of the examples find in their environment: the project's Node, and the demo as AWS. */
export function environment(): Record<string, string> {
  const state = readState(demoHome());
  if (!state?.outputs) throw new Error('The demo is not running: `make demo` starts it.');
  return {
    ...emulatorVariables(state),
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    NUXT_TELEMETRY_DISABLED: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
  };
}

/** @throws Error with what npm, or the program that it ran, said */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const { failed, all } = await execa('npm', args, { cwd, env: environment(), all: true, reject: false });
  if (failed) throw new Error(`npm ${args.join(' ')} in ${path.basename(cwd)}:\n${all}`);
}

const text = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** Copies the examples, installs what their lockfile names unless it is there, and the client as it is now. */
export async function installApps(): Promise<void> {
  const installed = path.join(WORKSPACE, 'installed.json');
  const lockfile = path.join(SOURCES, 'package-lock.json');
  const isCurrent = (await text(installed)) === (await text(lockfile));
  if (!isCurrent) await rm(WORKSPACE, { recursive: true, force: true });
  const isSource = (file: string): boolean => !path.relative(SOURCES, file).split(path.sep).includes('node_modules');
  await cp(SOURCES, WORKSPACE, { recursive: true, filter: isSource });
  if (!isCurrent) {
    await npm(['ci', '--ignore-scripts', '--loglevel=error'], WORKSPACE);
    // Last, so that what was interrupted is installed anew.
    await cp(lockfile, installed);
  }
  const client = path.join(WORKSPACE, 'node_modules', 'darkroom-client');
  await rm(client, { recursive: true, force: true });
  await buildClient(client);
  const stack = path.join(demoHome().folder, 'darkroom.json');
  await Promise.all(APPS.map((app) => cp(stack, path.join(folderOf(app), 'darkroom.json'))));
}

/** Builds an example as it would be deployed. @throws with what its framework says */
export const buildApp = (app: App): Promise<void> => npm(['run', 'build'], folderOf(app));
