import { readFile } from 'node:fs/promises';
import path from 'node:path';
import getPort from 'get-port';

import { startDetached } from '../detached.ts';
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
  const log = path.join(home.folder, 'playground.log');
  const args = ['--disable-warning=ExperimentalWarning', SCRIPT, path.basename(home.folder)];
  const { pid, comesToAnswer } = startDetached(process.execPath, args, { log, cwd: PROJECT });
  const record = { ...known, port, pid: pid ?? null };
  writeRecord(home, record);
  if (await comesToAnswer(`http://127.0.0.1:${port}/`, PATIENCE_MS)) return record;
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
