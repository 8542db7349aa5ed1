import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { ApplyFailed } from '../../../local/apply.ts';
import { stopEmulator } from '../../../local/emulator.ts';
import type { Home } from '../../../local/paths.ts';
import { endGroup, groupAlive } from '../../../local/processes.ts';
import { ensureEmulator, ensureStack, type Steps } from '../../../local/stack.ts';
import { readState, type State, writeState } from '../../../local/state.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { startFake } from './support/fake-emulator.ts';
import { homeIn } from './support/home.ts';

const USER = { accessKeyId: 'key', secretAccessKey: 'secret' };
const OUTPUTS = { bucket_name: 'photos' };
const halfWay = () => new ApplyFailed('EntityAlreadyExists', true, null);
const atOnce = () => new ApplyFailed('Invalid expression', false, null);

let home: Home;
let steps: Steps & { apply: jest.Mock<Steps['apply']>; start: jest.Mock<Steps['start']> };
let said: string[];
const say = (text: string) => void said.push(text);

const begin = () => ensureEmulator(home, { say }, steps);
const apply = async (state: State) => ensureStack(home, state, [], { say }, steps);

beforeEach(async () => {
  home = homeIn(await temporaryFolder());
  said = [];
  steps = {
    start: jest.fn(startFake),
    makeUser: () => Promise.resolve(USER),
    apply: jest.fn<Steps['apply']>().mockResolvedValue(undefined),
    outputs: () => Promise.resolve(OUTPUTS),
  };
});

afterEach(() => stopEmulator(home));

describe('a run goes on with the emulator that is up', () => {
  test('when the one before came to its end', async () => {
    const first = await apply(await begin());
    expect(await begin()).toEqual(first);
    expect(await apply(first)).toEqual(first);
    expect(steps.start).toHaveBeenCalledTimes(1);
    expect(said).toEqual([]);
  });

  test('when the one before did not even begin to change anything: its module was wrong', async () => {
    const first = await apply(await begin());
    steps.apply.mockRejectedValueOnce(atOnce());
    await expect(apply(first)).rejects.toThrow('Invalid expression');
    expect(await begin()).toEqual(first);
    expect(said).toEqual([]);
  });
});

describe('a run starts over with an empty emulator, and reports it', () => {
  const ended: [string, (state: State) => Promise<void>][] = [
    ['was killed before it had made a user', async (state) => write({ ...state, credentials: null })],
    [
      'was killed while it applied the module',
      async (state) => write({ ...state, applying: { pid: await deadPid(), script: 'demo.ts' } }),
    ],
    [
      'was killed, and its number belongs to a stranger by now',
      async (state) => write({ ...state, applying: { pid: process.ppid, script: 'no-such-script.ts' } }),
    ],
    ['had an emulator of another version', async (state) => write({ ...state, version: 'older' })],
    ['had an emulator that died', async ({ pid }) => endGroup(pid, 0)],
  ];
  const write = (state: State) => {
    writeState(home, state);
    return Promise.resolve();
  };

  test.each(ended)('when the one before %s', async (_, end) => {
    const first = await apply(await begin());
    await end(first);

    const second = await begin();

    expect(second.pid).not.toBe(first.pid);
    expect(second).toMatchObject({ credentials: USER, applying: null, outputs: null });
    expect(await groupAlive(first.pid)).toBe(false);
    expect(said).toEqual([expect.stringContaining('starting over with an empty emulator')]);
  });

  test('when its own apply fails half-way', async () => {
    const first = await begin();
    steps.apply.mockRejectedValueOnce(halfWay());
    const second = await apply(first);

    expect(second.pid).not.toBe(first.pid);
    expect(await groupAlive(first.pid)).toBe(false);
    expect(readState(home)).toEqual({ ...second, applying: null, outputs: OUTPUTS });
    expect(said).toEqual([expect.stringMatching(/starting over with an empty emulator[^]*EntityAlreadyExists/)]);
  });

  test('when its emulator dies before the apply has changed anything', async () => {
    const first = await begin();
    steps.apply.mockImplementationOnce(async () => {
      await endGroup(first.pid, 0);
      throw atOnce();
    });
    expect((await apply(first)).outputs).toEqual(OUTPUTS);
    expect(said).toHaveLength(1);
  });
});

test('Terraform is ended when its emulator dies, and does not go on trying to reach it', async () => {
  const first = await begin();
  steps.apply.mockImplementationOnce(async () => {
    const terraform = spawn(
      process.execPath,
      ['-e', 'setInterval(() => undefined, 1000)', `-state=${home.terraformState}`],
      {
        detached: true,
        stdio: 'ignore',
      },
    );
    const ended = once(terraform, 'exit');
    await endGroup(first.pid, 0);
    await ended;
    throw halfWay();
  });
  expect((await apply(first)).outputs).toEqual(OUTPUTS);
});

describe('a run fails', () => {
  test('when its apply fails twice, and the next one starts over', async () => {
    steps.apply.mockRejectedValueOnce(halfWay()).mockRejectedValueOnce(halfWay());
    await expect(apply(await begin())).rejects.toThrow('EntityAlreadyExists');
    expect(steps.apply).toHaveBeenCalledTimes(2);

    const { pid } = readState(home) ?? {};
    expect((await begin()).pid).not.toBe(pid);
    expect(said).toHaveLength(2);
  });

  test('when the stack is removed during the apply', async () => {
    steps.apply.mockImplementationOnce(async () => {
      await stopEmulator(home);
      throw halfWay();
    });
    await expect(apply(await begin())).rejects.toThrow('EntityAlreadyExists');
    expect(steps.start).toHaveBeenCalledTimes(1);
    expect(readState(home)).toBeNull();
  });

  test('while another is applying the same stack, which it leaves alone', async () => {
    const first = await begin();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', 'demo.ts'], { stdio: 'ignore' });
    await once(other, 'spawn');
    const applying = { pid: other.pid ?? 0, script: 'demo.ts' };
    writeState(home, { ...first, applying });
    try {
      await expect(begin()).rejects.toThrow(`demo.ts, process ${other.pid}`);
      expect(await groupAlive(first.pid)).toBe(true);
    } finally {
      other.kill('SIGKILL');
    }
  });
});

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}
