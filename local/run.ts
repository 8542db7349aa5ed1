import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { execa } from 'execa';

import { refuseWhenClosing, track, unlessClosing } from './children.ts';
import { endGroup } from './processes.ts';

export interface RunOptions {
  cwd: string;
  /** The complete environment of the command; by default that of this process. */
  env?: NodeJS.ProcessEnv;
  /** Whether other work has priority when the CPU is busy. */
  yielding?: boolean;
  /** Called with each line of standard output, as it comes. */
  onLine?: (line: string) => void;
  /** Called with each line of standard error. */
  onErrorLine?: (line: string) => void;
}

/** A command that failed; `output` is everything it printed. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly output: string;
  readonly exitCode: number | undefined;

  constructor(command: string, exitCode: number | undefined, output: string) {
    super(`${command} ended with ${exitCode ?? 'a signal'}:\n${output.trim().split('\n').slice(-40).join('\n')}`);
    this.output = output;
    this.exitCode = exitCode;
  }
}

/**
 * Lowers the priority of a process and its children. Linux schedules sessions first, by priorities of their own, and processes
 * only within them; a detached process starts a session. See "The autogroup feature" in sched(7).
 */
export function yieldToOthers(pid: number): void {
  const priority = os.constants.priority.PRIORITY_BELOW_NORMAL;
  os.setPriority(pid, priority);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(priority));
  } catch {
    // Not on Linux, or without autogroups: the priority of the process suffices.
  }
}

/**
 * Runs a command in its own process group, so that an interrupt can end it with all its children (otherwise Terraform's
 * providers outlive Terraform), and returns its standard output.
 *
 * @throws CommandFailed
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { cwd, env, yielding, onLine, onErrorLine } = options;
  refuseWhenClosing();
  const child = execa(command, args, {
    cwd,
    ...(env && { env, extendEnv: false }),
    detached: true,
    cleanup: false,
    stdin: 'ignore',
    reject: false,
    all: true,
  });
  const forget = child.pid === undefined ? undefined : track(child.pid);
  if (yielding && child.pid !== undefined) yieldToOthers(child.pid);
  // A killed command cannot end its own children: a Terraform provider would continue its work, and anything that waits
  // for the end of the shared output would wait forever.
  child.once('exit', (code) => {
    if (code !== 0 && child.pid !== undefined) void endGroup(child.pid);
  });
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  if (onErrorLine) createInterface({ input: child.stderr }).on('line', onErrorLine);
  try {
    const result = await unlessClosing(child);
    if (result.failed) throw new CommandFailed(command, result.exitCode, result.all || result.shortMessage || '');
    return result.stdout;
  } finally {
    forget?.();
  }
}
