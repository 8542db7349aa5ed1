import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** The root of the checkout. */
export const PROJECT = path.dirname(import.meta.dirname);
/** All files that running Darkroom on this machine leaves behind; deleting it loses nothing. */
export const LOCAL = path.join(PROJECT, '.local');

/** One running copy of the stack, with its own emulator: the demo's, or that of a test run. */
export interface Home {
  folder: string;
  state: string;
  log: string;
  /**
   * The emulator's temporary folder, in which the functions run. Outside the checkout, because inside it
   * a function would find every package of the project, even if its zip lacks it.
   */
  temporary: string;
  terraformState: string;
  /** Files that Terraform leaves beside its state: the backup and the lock. */
  terraformLeftovers: string[];
}

export function homeOf(name: string): Home {
  const folder = path.join(LOCAL, name);
  return {
    folder,
    state: path.join(folder, 'state.json'),
    log: path.join(folder, 'emulator.log'),
    temporary: path.join(os.tmpdir(), `darkroom-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`),
    terraformState: path.join(folder, 'terraform.tfstate'),
    terraformLeftovers: ['terraform.tfstate.backup', '.terraform.tfstate.lock.info'].map((name) =>
      path.join(folder, name),
    ),
  };
}

/** The home of `make demo`, `env` and `down`; DARKROOM_HOME overrides it. */
export function demoHome(): Home {
  return homeOf(process.env['DARKROOM_HOME'] ?? 'demo');
}

/** The home of the end-to-end tests' stack; DARKROOM_HOME overrides it. */
export function testHome(): Home {
  return homeOf(process.env['DARKROOM_HOME'] ?? 'test');
}
