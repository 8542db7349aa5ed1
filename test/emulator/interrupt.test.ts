import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { IAMClient, ListRolesCommand, type ListRolesCommandOutput } from '@aws-sdk/client-iam';
import { afterEach, expect, jest, test } from '@jest/globals';

import { clientOptions } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { homeOf, PROJECT } from '../../local/paths.ts';
import { listProcesses, type Process } from '../../local/processes.ts';
import { readState, type State } from '../../local/state.ts';
import { until } from '../support/until.ts';

const home = homeOf('interrupted');
/** A demo until it applies something, on a machine that is busy with something else. */
const PATIENCE_MS = 240_000;
jest.setTimeout(3 * PATIENCE_MS + 60_000);

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

/** Ends a demo as Ctrl-C does, and looks for what it leaves; returns what it has said. */
async function interrupt({ demo, itEnds }: ReturnType<typeof startedDemo>): Promise<string> {
  const group = readState(home)?.pid;
  expect(await leftovers(group)).not.toEqual([]);
  demo.kill('SIGINT');
  const said = await itEnds.catch(String);

  expect(said).toContain('Nothing is left running.');
  expect(demo.exitCode).toBe(130);
  expect(await leftovers(group)).toEqual([]);
  expect(readState(home)).toBeNull();
  return said;
}

test('Ctrl-C leaves nothing running, when the emulator has just been started', async () => {
  const demo = startedDemo();
  await demo.reaches(() => Promise.resolve(readState(home) ? true : null));
  await interrupt(demo);
});

// One after the other, each in the middle of an apply that the one before has led to: a plan takes longer than all the rest.
test('an apply that was cut off is begun again with an empty emulator, by the same demo and by the next, and Ctrl-C ends it', async () => {
  const first = startedDemo();
  const cutOff = await first.reaches(applyingTo());
  process.kill(-cutOff, 'SIGKILL');
  const group = await first.reaches(applyingTo(cutOff));

  first.demo.kill('SIGKILL');
  await expect(first.itEnds).rejects.toThrow('failed half-way: starting over');
  const orphans = (await leftovers(group)).map(({ pid }) => pid);
  expect(orphans).not.toEqual([]);

  const second = startedDemo();
  await second.reaches(applyingTo(group));
  expect((await listProcesses()).filter(({ pid }) => orphans.includes(pid))).toEqual([]);
  expect(await interrupt(second)).toMatch(/ended while the module was applied.*starting over/);
});
