import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** The checkout. */
export const PROJECT = path.dirname(import.meta.dirname);
/** Everything that running Darkroom on this machine leaves behind; deleting it loses nothing. */
export const LOCAL = path.join(PROJECT, '.local');

/** One running copy of the stack, with an emulator of its own: the demo's, or that of a test run. */
export interface Home {
  folder: string;
  state: string;
  log: string;
  /**
   * What the emulator takes for the machine's temporary folder, and where the functions run. Outside the checkout: in
   * it, a function would find every package of the project, whether its zip holds it or not.
   */
  temporary: string;
  terraformState: string;
  /** What Terraform leaves beside its state: the one before, and the note of who has locked it. */
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

/** The home that `make demo`, `env` and `down` mean; DARKROOM_HOME names another. */
export function demoHome(): Home {
  return homeOf(process.env['DARKROOM_HOME'] ?? 'demo');
}

/** The home of the stack that the end-to-end tests run on; DARKROOM_HOME names another. */
export function testHome(): Home {
  return homeOf(process.env['DARKROOM_HOME'] ?? 'test');
}
