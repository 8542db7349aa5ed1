import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

import type { Spread } from './timing.ts';

/** Milliseconds by the photo's name, and by the letter of the candidate. */
export type Times = readonly (readonly [string, readonly (readonly [string, Spread])[]])[];

/** The same on two cores, as in a function of 3,538 MB. */
export interface OnTwoCores {
  readonly jpeg: Times;
  readonly all: Times;
}

export interface TwoCoreOptions {
  readonly photos: string | undefined;
  readonly imgproxy: string | undefined;
  readonly rounds: number;
  /** Folder with the function's unpacked zip. */
  readonly folder: string;
}

/**
 * Measures in a process that may use two cores, though this one is bound to one.
 * @returns null if this machine has no two cores to choose, or is not Linux
 */
export async function onTwoCores(cores: number, options: TwoCoreOptions): Promise<OnTwoCores | null> {
  if (process.platform !== 'linux' || cores < 2) return null;
  const script = fileURLToPath(new URL('two-cores-process.ts', import.meta.url));
  const list = `${cores - 2}-${cores - 1}`;
  const args = ['--cpu-list', list, process.execPath, ...process.execArgv, script, JSON.stringify(options)];
  const { stdout } = await execa('taskset', args, { stderr: 'inherit' });
  return JSON.parse(stdout) as OnTwoCores;
}
