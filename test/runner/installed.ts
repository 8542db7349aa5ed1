import { installEmulator } from '../../local/venv.ts';

let installing: Promise<void> | undefined;

/** `installEmulator`, once for all groups of a run. */
export const emulatorInstalled = (): Promise<void> => (installing ??= installEmulator());
