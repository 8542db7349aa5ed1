import { readdir, readFile, readlink } from 'node:fs/promises';
import { execa } from 'execa';

import { listProcesses } from '../../../local/processes.ts';

/** Kills the process at the other end of a connection from this port of 127.0.0.1, as the kernel does, without warning. */
export async function killCaller(port: number, whom: 'function' | 'worker'): Promise<void> {
  const caller = await processAt(port);
  if (caller === null) return; // Already gone.
  const pid = whom === 'function' ? caller : await workerOf(caller);
  if (pid !== null) kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A function and its image worker run from the same folder, which no other copy shares. */
async function workerOf(pid: number): Promise<number | null> {
  const all = await listProcesses();
  const folder = /ministack-lambda-[^/]+/.exec(all.find((each) => each.pid === pid)?.command ?? '')?.[0];
  if (folder === undefined) return null;
  return all.find(({ command }) => command.includes(`${folder}/code/image-worker`))?.pid ?? null;
}

async function processAt(port: number): Promise<number | null> {
  if (process.platform !== 'linux') {
    const { stdout } = await execa('lsof', ['-nP', '-t', `-iTCP:${port}`], { reject: false });
    const pid = stdout
      .split('\n')
      .map(Number)
      .find((candidate) => candidate > 0 && candidate !== process.pid);
    return pid ?? null;
  }
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  const inode = rows.find((row) => row[1]?.endsWith(local) === true && row[3] === '01')?.[9];
  return inode === undefined ? null : holderOf(`socket:[${inode}]`);
}

async function holderOf(socket: string): Promise<number | null> {
  for (const { pid, command } of await listProcesses()) {
    if (!command.includes('ministack-lambda-')) continue;
    const folder = `/proc/${pid}/fd`;
    const descriptors = await readdir(folder).catch(() => []);
    const targets = await Promise.all(descriptors.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
    if (targets.includes(socket)) return pid;
  }
  return null;
}
