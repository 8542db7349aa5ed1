import { afterEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stopEmulator } from '../../local/emulator.ts';
import { homeOf, PROJECT } from '../../local/paths.ts';
import { listProcesses } from '../../local/processes.ts';
import { readState } from '../../local/state.ts';
import { until } from './support/until.ts';

const home = homeOf('interrupted');

const exists = async (file: string): Promise<true | null> =>
  access(file).then(
    () => true,
    () => null,
  );

/** The demo in a home of its own, so that a stack which somebody has up stays up. */
function startDemo(): ChildProcessByStdio<null, Readable, Readable> {
  const node = path.join(PROJECT, 'node_modules', '.bin', 'node');
  return spawn(node, ['--disable-warning=ExperimentalWarning', path.join('local', 'demo.ts')], {
    cwd: PROJECT,
    env: { ...process.env, DARKROOM_HOME: 'interrupted' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What is left of a run: the emulator's group, and whatever names the home, as Terraform does. */
async function leftovers(group: number | undefined): Promise<string[]> {
  const all = await listProcesses();
  const ours = all.filter((running) => running.group === group || running.command.includes(home.folder));
  return ours.map(({ command }) => command);
}

afterEach(() => stopEmulator(home));

describe('Ctrl-C leaves nothing running', () => {
  test.each<[string, () => Promise<true | null>]>([
    ['when the emulator has just been started', () => Promise.resolve(readState(home) ? true : null)],
    ['in the middle of an apply', () => exists(home.terraformState)],
  ])('%s', async (_, reached) => {
    const demo = startDemo();
    const ended = once(demo, 'exit');
    const said = Promise.all([text(demo.stdout), text(demo.stderr)]);
    const itEnds = ended.then(async () => Promise.reject(new Error((await said).join('\n'))));
    await Promise.race([until('the moment', reached), itEnds]);
    const group = readState(home)?.pid;
    expect(await leftovers(group)).not.toEqual([]);

    demo.kill('SIGINT');
    await expect(itEnds).rejects.toThrow('Nothing is left running.');

    expect(demo.exitCode).toBe(130);
    expect(await leftovers(group)).toEqual([]);
    expect(readState(home)).toBeNull();
  });
});
