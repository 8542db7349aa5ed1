import { PROJECT } from '../../local/paths.ts';
import type { Counts } from './counts.ts';
import { emulatorInstalled } from './installed.ts';
import { jest } from './jest.ts';

/** Tests of the changes to MiniStack, on emulators of their own, and of an interrupted demo. */
export async function emulatorTests(): Promise<Counts> {
  await emulatorInstalled();
  return jest('emulator', PROJECT, ['--selectProjects', 'emulator', '--runInBand'], {
    yielding: true,
    ended: true,
  });
}
