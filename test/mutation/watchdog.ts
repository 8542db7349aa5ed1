/**
 * Ends its process as soon as that has used as much CPU time as its other thread says, which a mutant may keep in a loop. Not
 * by the clock: on a busy machine, a test may take any time.
 */
import { parentPort } from 'node:worker_threads';

const LOOK_MS = 200;

let end = Infinity;
/** In microseconds of CPU time of this process since its start. */
parentPort?.on('message', (microseconds: number) => (end = microseconds));
setInterval(() => {
  const { user, system } = process.cpuUsage();
  if (user + system > end) process.kill(process.pid, 'SIGKILL');
}, LOOK_MS);
