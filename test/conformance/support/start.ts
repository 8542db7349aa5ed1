import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';

import { makeUser } from '../../../local/account.ts';
import { refuseWhenClosing, track } from '../../../local/children.ts';
import { cleanEnv } from '../../../local/clean-env.ts';
import { endpointOf, startEmulator, stopEmulator } from '../../../local/emulator.ts';
import { homeOf, LOCAL, PROJECT } from '../../../local/paths.ts';
import { endGroup } from '../../../local/processes.ts';
import { installEmulator, installPackages, pythonOf } from '../../../local/venv.ts';
import type { Server } from './servers.ts';

const HOME = homeOf('conformance');
const MOTO = 'venv-moto';
const START_PATIENCE_MS = 60_000;

export interface Running extends Server {
  readonly stop: () => Promise<void>;
}

/** MiniStack as in all other tests: with the gaps closed that affect Darkroom, and policies enforced. */
export async function startMiniStack(): Promise<Running> {
  await installEmulator();
  await stopMiniStack();
  const state = await startEmulator(HOME);
  return { name: 'MiniStack', endpoint: endpointOf(state), credentials: await makeUser(state), stop: stopMiniStack };
}

/** Including leftovers of an aborted run. */
export const stopMiniStack = (): Promise<void> => stopEmulator(HOME);

/** moto's server, unmodified. */
export async function startMoto(): Promise<Running> {
  await installPackages(MOTO, path.join(PROJECT, 'test', 'conformance', 'requirements.txt'));
  const port = await getPort({ host: '127.0.0.1' });
  const logFile = path.join(LOCAL, 'moto.log');
  mkdirSync(LOCAL, { recursive: true });
  refuseWhenClosing();
  const log = openSync(logFile, 'w');
  const child = spawn(pythonOf(MOTO), ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: LOCAL,
    env: cleanEnv({ PYTHONUNBUFFERED: '1' }),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const group = child.pid ?? 0;
  const forget = track(group);
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await endGroup(group);
    forget();
  };
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject).once('exit', () => {
      reject(new Error('It exited.'));
    });
  });
  failed.catch(() => undefined);
  await Promise.race([untilItAnswers(endpoint), failed]).catch(async () => {
    refuseWhenClosing();
    await stop();
    const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-20).join('\n');
    throw new Error(`moto did not start. The end of ${logFile}:\n${tail}`);
  });
  child.unref();
  return { name: 'moto', endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, stop };
}

async function untilItAnswers(endpoint: string): Promise<void> {
  const patience = Date.now() + START_PATIENCE_MS;
  while (
    !(await fetch(`${endpoint}/moto-api/data.json`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (Date.now() > patience) throw new Error('It does not respond.');
    await sleep(100);
  }
}
