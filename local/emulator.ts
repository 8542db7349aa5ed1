import { mkdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';

import { refuseWhenClosing } from './children.ts';
import { cleanEnv } from './clean-env.ts';
import { answersAt, startDetached } from './detached.ts';
import { type Home, PROJECT } from './paths.ts';
import { endGroup, listProcesses } from './processes.ts';
import { forgetState, readState, type State, writeState } from './state.ts';
import { PYTHON } from './venv.ts';
import { emulatorVersion } from './version.ts';

const SERVER = path.join(PROJECT, 'local', 'emulator', 'serve.py');
/** CloudFront's region, so that one region serves the whole stack. */
export const REGION = 'us-east-1';
/** Allows for a busy machine; otherwise the emulator starts in two seconds. */
const START_PATIENCE_MS = 120_000;
const ANSWER_PATIENCE_MS = 30_000;
const WATCH_MS = 2000;
/** Another process may take a free port before the emulator listens on it. */
const STARTS = 3;

export function endpointOf({ port }: Pick<State, 'port'>): string {
  return `http://127.0.0.1:${port}`;
}

/** The running emulator of this home, or null. Clears the record of an emulator that is gone. */
export async function findEmulator(home: Home): Promise<State | null> {
  const state = readState(home);
  if (state === null) return null;
  if ((await isRunning(home, state)) && (await answers(state))) return state;
  await stopEmulator(home);
  return null;
}

/**
 * Starts an empty emulator on a free port of 127.0.0.1, with policies enforced.
 *
 * @throws with the end of its log if it does not answer.
 */
export async function startEmulator(home: Home): Promise<State> {
  await removeTerraformState(home); // It lists resources of an emulator that is gone.
  for (const folder of [home.folder, home.temporary]) mkdirSync(folder, { recursive: true });
  const version = await emulatorVersion();
  for (let start = 1; ; start += 1) {
    const state = await startOn(await getPort({ host: '127.0.0.1' }), home, version);
    if (state !== null) return state;
    refuseWhenClosing();
    if (start < STARTS) continue;
    const tail = (await readFile(home.log, 'utf8')).trim().split('\n').slice(-20).join('\n');
    throw new Error(`The emulator did not start. The end of ${home.log}:\n${tail}`);
  }
}

async function startOn(port: number, home: Home, version: string): Promise<State | null> {
  const { pid, comesToAnswer } = startDetached(PYTHON, [SERVER], {
    log: home.log,
    cwd: home.folder,
    env: cleanEnv({
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_REGION: REGION,
      TMPDIR: home.temporary,
      PYTHONUNBUFFERED: '1',
    }),
  });
  const state: State = { pid: pid ?? 0, port, version, credentials: null, applying: null, outputs: null };
  if (pid !== undefined) writeState(home, state);
  if (await comesToAnswer(healthOf(state), START_PATIENCE_MS)) return state;
  if (pid !== undefined) await endGroup(pid);
  return null;
}

/**
 * Ends the emulator of this home with all its functions, and any Terraform process that outlived its parent. Does nothing
 * if there is none.
 */
export async function stopEmulator(home: Home): Promise<void> {
  const state = readState(home);
  await endTerraform(home);
  if (state !== null && (await isRunning(home, state))) await endGroup(state.pid);
  await rm(home.temporary, { recursive: true, force: true });
  await removeTerraformState(home);
  forgetState(home);
}

/**
 * Settles like Terraform's work on the emulator, but ends Terraform if the emulator dies: it would otherwise retry for
 * minutes.
 */
export async function whileItRuns<T>(home: Home, state: State, work: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const watch = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      if (!(await isRunning(home, state))) await endTerraform(home);
      await sleep(WATCH_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  return work.finally(async () => {
    stop.abort();
    await watching;
  });
}

async function endTerraform(home: Home): Promise<void> {
  const left = (await listProcesses()).filter(({ command }) => command.includes(`-state=${home.terraformState}`));
  await Promise.all([...new Set(left.map(({ group }) => group))].map((group) => endGroup(group)));
}

async function removeTerraformState(home: Home): Promise<void> {
  for (const file of [home.terraformState, ...home.terraformLeftovers]) await rm(file, { force: true });
}

/** Whether the recorded group is the emulator, or functions it left. Its id may have been reused by another program. */
async function isRunning(home: Home, { pid }: State): Promise<boolean> {
  return (await listProcesses()).some(
    ({ group, command }) => group === pid && (command.includes(SERVER) || command.includes(home.temporary)),
  );
}

const healthOf = (state: Pick<State, 'port'>): string => `${endpointOf(state)}/_ministack/health`;

/** Whether an emulator is running and answers. */
export const answers = (state: Pick<State, 'port'>): Promise<boolean> => answersAt(healthOf(state), ANSWER_PATIENCE_MS);
