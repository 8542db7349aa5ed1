import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';

import { fieldsOf, TICKS_PER_SECOND } from '../../handler/src/image/guard/usage.ts';
import { endpointOf } from '../../local/emulator.ts';
import { listProcesses } from '../../local/processes.ts';
import type { State } from '../../local/state.ts';

/** What a stack on the emulator has used since it was started. */
export interface Used {
  /** CPU milliseconds of all functions together, with the processes that they started. */
  readonly functionsCpu: number;
  /** CPU milliseconds of the emulator itself. */
  readonly emulatorCpu: number;
  /** By IAM action, requests of all functions together. */
  readonly requests: Readonly<Record<string, number>>;
}

const counts = z.record(z.string(), z.record(z.string(), z.number()));

/** A tick of `/proc/<pid>/stat`, in milliseconds. */
const TICK_MS = 1000 / TICKS_PER_SECOND;

/** @throws Error where there is no /proc, which is anywhere but on Linux */
export async function used(state: State): Promise<Used> {
  if (process.platform !== 'linux') throw new Error(`CPU time is read from /proc, which ${process.platform} lacks.`);
  const answer = await fetch(`${endpointOf(state)}/_darkroom/requests`);
  const requests: Record<string, number> = {};
  for (const [key, actions] of Object.entries(counts.parse(await answer.json()))) {
    if (key === state.credentials?.accessKeyId) continue; // Requests of this program, and of Terraform.
    for (const [action, count] of Object.entries(actions)) requests[action] = (requests[action] ?? 0) + count;
  }
  const group = (await listProcesses()).filter((each) => each.group === state.pid);
  const times = await Promise.all(
    group.map(async ({ pid }) => {
      const { own, ended } = await cpuOf(pid);
      return pid === state.pid ? { emulator: own, functions: ended } : { emulator: 0, functions: own + ended };
    }),
  );
  return {
    functionsCpu: times.reduce((sum, { functions }) => sum + functions, 0),
    emulatorCpu: times.reduce((sum, { emulator }) => sum + emulator, 0),
    requests,
  };
}

export function since(before: Used, after: Used): Used {
  const requests = Object.entries(after.requests).map(([action, count]): [string, number] => [
    action,
    count - (before.requests[action] ?? 0),
  ]);
  return {
    functionsCpu: after.functionsCpu - before.functionsCpu,
    emulatorCpu: after.emulatorCpu - before.emulatorCpu,
    requests: Object.fromEntries(requests.filter(([, count]) => count > 0)),
  };
}

/** CPU milliseconds of a process, and of its children that have ended; 0 if it has ended itself, as its parent has them then. */
async function cpuOf(pid: number): Promise<{ own: number; ended: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // utime, stime, cutime and cstime: the fields 14 to 17.
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fieldsOf(stat).slice(11, 15).map(Number);
  return { own: (user + system) * TICK_MS, ended: (endedUser + endedSystem) * TICK_MS };
}
