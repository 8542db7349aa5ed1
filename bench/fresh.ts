import { execa } from 'execa';

/**
 * Runs a script in a new process of this Node, with its imports resolved from a folder, and returns the number it
 * prints: no earlier run has warmed caches or used memory. Throws with the script's own output if it fails.
 */
export async function inFreshProcess(
  cwd: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<number> {
  const { stdout } = await execa(process.execPath, [...flags, '--input-type=module', '--eval', script, '--', ...args], {
    cwd,
    env,
  });
  const number = Number.parseFloat(stdout.trim().split('\n').at(-1) ?? '');
  if (Number.isNaN(number)) throw new Error(`Expected a number from the new process, but it printed: ${stdout}`);
  return number;
}
