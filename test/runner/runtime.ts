import { stopEmulator } from '../../local/emulator.ts';
import { homeOf, PROJECT } from '../../local/paths.ts';
import type { Counts } from './counts.ts';
import { emulatorInstalled } from './installed.ts';
import { jest } from './jest.ts';

export const RUNTIME_HOME = homeOf('runtime');

/** Tests of the built zip under AWS's own Node runtime, against their own emulator without a stack. */
export async function runtimeTests(): Promise<Counts> {
  await emulatorInstalled();
  try {
    return await jest('runtime', PROJECT, ['--selectProjects', 'runtime', '--runInBand'], {
      yielding: true,
      ended: true,
    });
  } finally {
    await stopEmulator(RUNTIME_HOME);
  }
}
