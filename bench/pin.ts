import { availableParallelism } from 'node:os';
import { execa } from 'execa';

/**
 * Restarts the benchmark on one core, as in a function of 1,769 MB, if the system supports that.
 * Returns the exit code of that run, or undefined if this process should measure.
 */
export async function runOnOneCore(): Promise<number | undefined> {
  if (process.platform !== 'linux' || availableParallelism() === 1) return undefined;
  const last = String(availableParallelism() - 1);
  const again = ['--cpu-list', last, process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { exitCode, failed, code } = await execa('taskset', again, { stdio: 'inherit', reject: false });
  if (code === 'ENOENT') return undefined;
  return exitCode ?? (failed ? 1 : 0);
}
