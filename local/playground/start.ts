import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';

import { refuseWhenClosing } from '../children.ts';
import { type Home, PROJECT } from '../paths.ts';
import { endGroup, listProcesses } from '../processes.ts';
import { ensureRecord, type PlaygroundRecord, readRecord, writeRecord } from './record.ts';

const SCRIPT = path.join(PROJECT, 'local', 'playground.ts');
const PATIENCE_MS = 60_000;

/** The address of a home's playground, with what its page needs to use the API: it never leaves the browser. */
export const linkTo = ({ port, token }: { port: number; token: string }): string =>
  `http://127.0.0.1:${port}/#token=${token}`;

/** Starts the playground's server of a home anew, for the stack that runs there now. */
export async function startPlayground(home: Home): Promise<PlaygroundRecord> {
  await stopPlayground(home);
  const known = await ensureRecord(home);
  // The port that it had, unless another program has taken it.
  const port = await getPort({ host: '127.0.0.1', port: known.port });
  refuseWhenClosing();
  const log = path.join(home.folder, 'playground.log');
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, path.basename(home.folder)], {
    cwd: PROJECT,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const record = { ...known, port, pid: child.pid ?? null };
  writeRecord(home, record);
  const seen = { ended: false };
  const end = (): void => {
    seen.ended = true;
  };
  child.once('exit', end).once('error', end);
  const patience = Date.now() + PATIENCE_MS;
  while (!seen.ended && Date.now() < patience) {
    if (await answers(port)) {
      child.unref();
      return record;
    }
    await sleep(100);
  }
  await stopPlayground(home);
  throw new Error(`The playground did not start:\n${(await readFile(log, 'utf8')).trim()}`);
}

/** Ends the playground's server of a home, if it runs. */
export async function stopPlayground(home: Home): Promise<void> {
  const record = readRecord(home);
  if (!record?.pid) return;
  const { pid } = record;
  // The id may have been reused by another program.
  const runs = (await listProcesses()).some(({ group, command }) => group === pid && command.includes(SCRIPT));
  if (runs) await endGroup(pid);
  writeRecord(home, { ...record, pid: null });
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );
