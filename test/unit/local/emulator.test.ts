import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { findEmulator, stopEmulator } from '../../../local/emulator.ts';
import type { Home } from '../../../local/paths.ts';
import { groupAlive } from '../../../local/processes.ts';
import { readState, writeState } from '../../../local/state.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { homeIn } from './support/home.ts';

const NOTHING = { port: 1, version: '', credentials: null, applying: null, outputs: null };

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
  home = homeIn(folder);
});

afterEach(() => {
  child.kill('SIGKILL');
});

describe('the emulator on record', () => {
  test('is ended with its whole group, and what it left is removed', async () => {
    const group = await startGroup(path.join(home.temporary, '_worker.js'));
    writeState(home, { ...NOTHING, pid: group });
    await mkdir(home.temporary);

    await stopEmulator(home);

    expect(await groupAlive(group)).toBe(false);
    expect(readState(home)).toBeNull();
    await expect(stat(home.temporary)).rejects.toThrow('ENOENT');
  });

  test('is not taken for a stranger who was given its process id since', async () => {
    const stranger = await startGroup('somebody else');
    writeState(home, { ...NOTHING, pid: stranger });

    expect(await findEmulator(home)).toBeNull();

    expect(await groupAlive(stranger)).toBe(true);
    expect(readState(home)).toBeNull();
  });

  test('that answers no more is ended, so that the next one can start', async () => {
    const group = await startGroup(path.join(home.temporary, '_worker.js'));
    writeState(home, { ...NOTHING, pid: group });

    expect(await findEmulator(home)).toBeNull();
    expect(await groupAlive(group)).toBe(false);
  });

  test('is stopped together with an orphaned Terraform, and with what that left', async () => {
    const group = await startGroup('apply', `-state=${home.terraformState}`);
    const files = [home.terraformState, ...home.terraformLeftovers];
    for (const file of files) await writeFile(file, '{');

    await stopEmulator(home);

    expect(await groupAlive(group)).toBe(false);
    for (const file of files) await expect(stat(file)).rejects.toThrow('ENOENT');
  });
});
