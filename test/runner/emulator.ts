import { PROJECT } from '../../local/paths.ts';
import type { Counts } from './counts.ts';
import { emulatorInstalled } from './installed.ts';
import { jest } from './jest.ts';

/** What is changed around MiniStack, on emulators of the tests' own, and a demo that is interrupted. */
export async function emulatorTests(): Promise<Counts> {
  await emulatorInstalled();
  return jest('emulator', PROJECT, ['--selectProjects', 'emulator', '--runInBand', '--testTimeout=120000'], {
    yielding: true,
    ended: true,
  });
}
