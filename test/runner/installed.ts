import { installEmulator } from '../../local/venv.ts';

let installing: Promise<void> | undefined;

/** `installEmulator`, once for all lanes of a run. */
export const emulatorInstalled = (): Promise<void> => (installing ??= installEmulator());
