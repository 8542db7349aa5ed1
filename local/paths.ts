import path from 'node:path';

/** The checkout. */
export const PROJECT = path.dirname(import.meta.dirname);
/** Everything that running Darkroom on this machine leaves behind; deleting it loses nothing. */
export const LOCAL = path.join(PROJECT, '.local');

/** One running copy of the stack: the demo's, or that of a test run, each with its own emulator. */
export interface Home {
  folder: string;
  state: string;
  log: string;
  /** What the emulator and the functions take for the machine's temporary folder. */
  temporary: string;
  terraformState: string;
}

export function homeOf(name: 'demo' | 'test'): Home {
  const folder = path.join(LOCAL, name);
  return {
    folder,
    state: path.join(folder, 'state.json'),
    log: path.join(folder, 'emulator.log'),
    temporary: path.join(folder, 'tmp'),
    terraformState: path.join(folder, 'terraform.tfstate'),
  };
}
