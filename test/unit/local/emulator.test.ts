import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { findEmulator, stopEmulator } from '../../../local/emulator.ts';
import { homeOf, type Home } from '../../../local/paths.ts';
import { groupAlive } from '../../../local/processes.ts';
import { readState, writeState } from '../../../local/state.ts';
import { temporaryFolder } from '../../support/temporary.ts';

let folder: string;
let home: Home;
let child: ChildProcess;

/** A process group of its own that does nothing, and is called what the arguments say. */
async function startGroup(...names: string[]): Promise<number> {
  child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', ...names], { detached: true });
  await once(child, 'spawn');
  return child.pid ?? 0;
}

beforeEach(async () => {
  folder = await temporaryFolder();
  home = { ...homeOf('unit'), folder, state: path.join(folder, 'state.json'), temporary: path.join(folder, 'tmp') };
  home.terraformState = path.join(folder, 'terraform.tfstate');
});

afterEach(() => {
  child.kill('SIGKILL');
});

describe('the emulator on record', () => {
  test('is ended with its whole group, and what it left is removed', async () => {
    const group = await startGroup(path.join(home.temporary, '_worker.js'));
    writeState(home, { pid: group, port: 1, credentials: null, outputs: null });
    await mkdir(home.temporary);

    await stopEmulator(home);

    expect(await groupAlive(group)).toBe(false);
    expect(readState(home)).toBeNull();
    await expect(stat(home.temporary)).rejects.toThrow('ENOENT');
  });

  test('is not taken for a stranger who was given its process id since', async () => {
    const stranger = await startGroup('somebody else');
    writeState(home, { pid: stranger, port: 1, credentials: null, outputs: null });

    expect(await findEmulator(home)).toBeNull();

    expect(await groupAlive(stranger)).toBe(true);
    expect(readState(home)).toBeNull();
  });

  test('that answers no more is ended, so that the next one can start', async () => {
    const group = await startGroup(path.join(home.temporary, '_worker.js'));
    writeState(home, { pid: group, port: 1, credentials: null, outputs: null });

    expect(await findEmulator(home)).toBeNull();
    expect(await groupAlive(group)).toBe(false);
  });
});
