import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';

import { fieldsOf } from '../handler/src/image/guard/usage.ts';

export interface Process {
  pid: number;
  /** The process group's leader; `kill` addresses the whole group by its negative. */
  group: number;
  command: string;
}

/** All processes on this machine. */
export async function listProcesses(): Promise<Process[]> {
  if (process.platform === 'linux') return listLinux();
  const { stdout } = await execa('ps', ['-A', '-o', 'pid=,pgid=,command=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, group, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), group: Number(group), command }];
  });
}

/** Whether any process of the group is left. */
export async function groupAlive(group: number): Promise<boolean> {
  // Asked many times while a group ends, and far quicker than a list. Only whether all that is left are zombies, it can't tell.
  if (!signal(group, 0)) return false;
  return (await listProcesses()).some((candidate) => candidate.group === group);
}

/** Ends a process group: with SIGTERM, and after `grace` milliseconds with SIGKILL. Resolves when no process is left. */
export async function endGroup(group: number, grace = 3000): Promise<void> {
  signal(group, 'SIGTERM');
  const patience = Date.now() + grace;
  while (await groupAlive(group)) {
    if (Date.now() > patience) signal(group, 'SIGKILL');
    await sleep(50);
  }
}

/** Returns whether there is such a group; 0 only asks. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, name);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return false;
    // It belongs to another user.
    if (code === 'EPERM' && name === 0) return true;
    throw error;
  }
}

/** Read from /proc, because small images (Node's own among them) have no `ps`. */
async function listLinux(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(readLinux));
  return found.filter((candidate) => candidate !== null);
}

async function readLinux(pid: string): Promise<Process | null> {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    const [state, , group] = fieldsOf(stat);
    if (state === 'Z') return null;
    return { pid: Number(pid), group: Number(group), command: command.replaceAll('\0', ' ').trim() };
  } catch {
    return null; // It ended while the list was read.
  }
}
