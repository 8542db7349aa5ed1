import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Usage {
  /** Resident memory, in bytes. */
  readonly memory: number;
  /** Processor time since the process started, in milliseconds. */
  readonly cpu: number;
}

/** Unit of processor time in /proc: Linux uses 100 on every machine. */
export const TICKS_PER_SECOND = 100;

/** The fields of `/proc/<pid>/stat` from the third on (proc(5)): the second, the name, may contain spaces and parentheses. */
export const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

/** The current usage of a process; undefined if it has ended. */
export function usageOf(pid: number): Usage | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function fromProc(pid: number): Usage | undefined {
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  const fields = fieldsOf(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const ticks = Number(fields[11]) + Number(fields[12]);
  return resident === undefined
    ? undefined
    : { memory: Number(resident) * 1024, cpu: (ticks * 1000) / TICKS_PER_SECOND };
}

/** For systems without /proc, where `usageOf` calls it. */
export function fromPs(pid: number): Usage | undefined {
  const [kilobytes, time] = execFileSync('ps', ['-o', 'rss=', '-o', 'time=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  if (kilobytes === undefined || time === undefined) return undefined;
  const seconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return { memory: Number(kilobytes) * 1024, cpu: seconds * 1000 };
}
