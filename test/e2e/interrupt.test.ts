import { IAMClient, ListRolesCommand, type ListRolesCommandOutput } from '@aws-sdk/client-iam';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stopEmulator } from '../../local/emulator.ts';
import { homeOf, PROJECT } from '../../local/paths.ts';
import { listProcesses, type Process } from '../../local/processes.ts';
import { readState, type State } from '../../local/state.ts';
import { clientOptions } from '../../local/bucket.ts';
import { until } from './support/until.ts';

const home = homeOf('interrupted');
/** Enough for two demos to start applying, on a busy machine. */
const PATIENCE_MS = 240_000;
jest.setTimeout(2 * PATIENCE_MS + 60_000);

const exists = async (file: string): Promise<true | null> =>
  access(file).then(
    () => true,
    () => null,
  );

/** The demo in its own home, so that a running stack is not affected. */
function startDemo(): ChildProcessByStdio<null, Readable, Readable> {
  const node = path.join(PROJECT, 'node_modules', '.bin', 'node');
  return spawn(node, ['--disable-warning=ExperimentalWarning', path.join('local', 'demo.ts')], {
    cwd: PROJECT,
    env: { ...process.env, DARKROOM_HOME: 'interrupted' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Remaining processes of a run: the emulator's group, and those that name the home, such as Terraform. */
async function leftovers(group: number | undefined): Promise<Process[]> {
  const all = await listProcesses();
  return all.filter((running) => running.group === group || running.command.includes(home.folder));
}

/** A demo, and its output when it ends. */
function startedDemo() {
  const demo = startDemo();
  const ended = once(demo, 'exit');
  const said = Promise.all([text(demo.stdout), text(demo.stderr)]);
  const itEnds = ended.then(async () => Promise.reject(new Error((await said).join('\n'))));
  itEnds.catch(() => undefined);
  return {
    demo,
    itEnds,
    reaches: <T>(what: () => Promise<T | null>) => Promise.race([until('it', what, PATIENCE_MS), itEnds]),
  };
}

/** Process id of the emulator in which the module's first resources are being created, unless it is the given one. */
const applyingTo = (other?: number) => async (): Promise<number | null> => {
  const state = readState(home);
  return state?.applying && state.pid !== other && (await hasRoles(state)) ? state.pid : null;
};

async function hasRoles(state: State): Promise<boolean> {
  const iam = new IAMClient({ ...clientOptions(state), maxAttempts: 1 });
  const { Roles = [] } = await iam.send(new ListRolesCommand({})).catch(() => ({}) as ListRolesCommandOutput);
  iam.destroy();
  return Roles.length > 0;
}

afterEach(() => stopEmulator(home));

describe('Ctrl-C leaves nothing running', () => {
  test.each<[string, () => Promise<true | null>]>([
    ['when the emulator has just been started', () => Promise.resolve(readState(home) ? true : null)],
    ['in the middle of an apply', () => exists(home.terraformState)],
  ])('%s', async (_, reached) => {
    const { demo, itEnds, reaches } = startedDemo();
    await reaches(reached);
    const group = readState(home)?.pid;
    expect(await leftovers(group)).not.toEqual([]);

    demo.kill('SIGINT');
    await expect(itEnds).rejects.toThrow('Nothing is left running.');

    expect(demo.exitCode).toBe(130);
    expect(await leftovers(group)).toEqual([]);
    expect(readState(home)).toBeNull();
  });
});

describe('the stack is applied from the start, with an empty emulator', () => {
  test('by the next demo, if one was killed during its apply', async () => {
    const first = startedDemo();
    const group = await first.reaches(applyingTo());
    first.demo.kill('SIGKILL');
    await expect(first.itEnds).rejects.toThrow();
    const orphans = (await leftovers(group)).map(({ pid }) => pid);
    expect(orphans).not.toEqual([]);

    const second = startedDemo();
    await second.reaches(applyingTo(group));
    expect((await listProcesses()).filter(({ pid }) => orphans.includes(pid))).toEqual([]);

    second.demo.kill('SIGINT');
    await expect(second.itEnds).rejects.toThrow(/ended while the module was applied.*starting over[^]*Nothing is left/);
  });

  test('by the same demo, if the emulator is killed during its apply', async () => {
    const { demo, itEnds, reaches } = startedDemo();
    const group = await reaches(applyingTo());
    process.kill(-group, 'SIGKILL');

    await reaches(applyingTo(group));

    demo.kill('SIGINT');
    await expect(itEnds).rejects.toThrow(/failed half-way: starting over[^]*Nothing is left/);
  });
});
