import { cpuOf } from '../../../handler/src/image/guard/usage.ts';
import { listProcesses, type Process } from '../../../local/processes.ts';
import { until } from '../../support/until.ts';
import { state } from './stack.ts';

async function running(name: string): Promise<Process[]> {
  const all = await listProcesses();
  return all.filter(({ group, command }) => group === state.pid && command.includes(`-${name}-`));
}

/** Processor time of all image workers of a function, in milliseconds: it grows by seconds with a large picture. */
export async function workersTime(name: string): Promise<number> {
  const workers = (await running(name)).filter(({ command }) => command.includes('image-worker'));
  return workers.reduce((sum, { pid }) => sum + (cpuOf(pid) ?? 0), 0);
}

/** Kills every running copy of a function, as a machine failure would; returns the number of processes. */
export async function killFunctions(name: string): Promise<number> {
  const doomed = await running(name);
  for (const { pid } of doomed) process.kill(pid, 'SIGKILL');
  await until('their end', async () => {
    const alive = new Set((await running(name)).map(({ pid }) => pid));
    return doomed.some(({ pid }) => alive.has(pid)) ? null : true;
  });
  return doomed.length;
}
