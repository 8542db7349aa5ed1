import getPort from 'get-port';
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuseWhenClosing } from './children.ts';
import { cleanEnv } from './clean-env.ts';
import { PROJECT, type Home } from './paths.ts';
import { endGroup, listProcesses } from './processes.ts';
import { forgetState, readState, writeState, type State } from './state.ts';
import { PYTHON } from './venv.ts';

const SERVER = path.join(PROJECT, 'local', 'emulator', 'serve.py');
/** Where CloudFront's resources live, so that one region serves the whole stack. */
export const REGION = 'us-east-1';
const START_PATIENCE_MS = 30_000;

export function endpointOf({ port }: Pick<State, 'port'>): string {
  return `http://127.0.0.1:${port}`;
}

/** The emulator of this home if it is up, else null; what an older one left on record is cleared away. */
export async function findEmulator(home: Home): Promise<State | null> {
  const state = readState(home);
  if (state === null) return null;
  if ((await isRunning(home, state)) && (await answers(state))) return state;
  await stopEmulator(home);
  return null;
}

/**
 * Starts an emulator on a free port of 127.0.0.1, empty, with policies enforced.
 *
 * @throws with the end of its log when it does not answer.
 */
export async function startEmulator(home: Home): Promise<State> {
  await rm(home.terraformState, { force: true }); // It names resources of an emulator that is gone.
  for (const folder of [home.folder, home.temporary]) mkdirSync(folder, { recursive: true });
  const port = await getPort({ host: '127.0.0.1' });
  refuseWhenClosing();
  const log = openSync(home.log, 'w');
  const child = spawn(PYTHON, [SERVER], {
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
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const state: State = { pid: child.pid ?? 0, port, credentials: null, outputs: null };
  if (child.pid !== undefined) writeState(home, state);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject).once('exit', reject);
  });
  await Promise.race([untilItAnswers(state), failed]).catch(async () => {
    refuseWhenClosing();
    const tail = (await readFile(home.log, 'utf8')).trim().split('\n').slice(-20).join('\n');
    throw new Error(`The emulator did not start. The end of ${home.log}:\n${tail}`);
  });
  child.unref();
  return state;
}

/** Ends the emulator of this home with all its functions; does nothing where none is on record. */
export async function stopEmulator(home: Home): Promise<void> {
  const state = readState(home);
  if (state !== null && (await isRunning(home, state))) await endGroup(state.pid);
  await rm(home.temporary, { recursive: true, force: true });
  await rm(home.terraformState, { force: true });
  forgetState(home);
}

/** Whether the group on record is the emulator, or functions it left: its number can belong to a stranger by now. */
async function isRunning(home: Home, { pid }: State): Promise<boolean> {
  return (await listProcesses()).some(
    ({ group, command }) => group === pid && (command.includes(SERVER) || command.includes(home.temporary)),
  );
}

async function untilItAnswers(state: State): Promise<void> {
  const patience = Date.now() + START_PATIENCE_MS;
  while (!(await answers(state))) {
    if (Date.now() > patience) throw new Error('It does not answer.');
    await sleep(100);
  }
}

async function answers(state: State): Promise<boolean> {
  return fetch(`${endpointOf(state)}/_ministack/health`, { signal: AbortSignal.timeout(5000) }).then(
    (response) => response.ok,
    () => false,
  );
}
