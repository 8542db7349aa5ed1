import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { refuseWhenClosing, track, unlessClosing } from '../../local/children.ts';
import { cleanEnv } from '../../local/clean-env.ts';
import { LOCAL, PROJECT } from '../../local/paths.ts';
import { endGroup } from '../../local/processes.ts';
import { run, yieldToOthers } from '../../local/run.ts';
import type { Order, Outcome } from './tests.ts';
import { WAITS_FOR_EVER } from './waiting.ts';

export interface Workspace {
  /**
   * Runs a test file, relative to the project's root.
   * @param seconds of CPU time that it may take
   * @param covering files of which it is to be told what the tests do not execute
   */
  readonly test: (file: string, seconds: number, covering?: readonly string[]) => Promise<Tested>;
  readonly write: (file: string, code: string) => Promise<void>;
  /** Ends the process that runs the tests. */
  readonly close: () => Promise<void>;
}

/** Of a test file: why it failed, or null; and the seconds of CPU time that it took. */
export interface Tested {
  readonly failure: Failure | null;
  readonly seconds: number;
  readonly unused: Outcome['unused'];
}

/** `endless`: the test took longer than it may, or ended the whole process, for example for lack of memory. */
export interface Failure {
  readonly kind: 'killed' | 'endless';
  readonly why: string;
}

/** Longest time for a test file, on a machine however busy. */
const MOST_MS = 1_800_000;

/** Modules are never unloaded: a process that takes more is replaced, in bytes. */
const MOST_MEMORY = 900 * 1_048_576;

/** A copy of the project in which one file at a time is mutated. */
export async function createWorkspace(name: string): Promise<Workspace> {
  const folder = path.join(LOCAL, 'mutation', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = await projectFiles();
  await Promise.all(files.map((file) => cp(path.join(PROJECT, file), path.join(folder, file))));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  let child: ChildProcess | null = null;
  const close = async (): Promise<void> => {
    const { pid } = child ?? {};
    child = null;
    if (pid !== undefined) await endGroup(pid);
  };
  return {
    test: async (file, seconds, covering) => {
      if (child?.exitCode !== null || child.signalCode !== null) child = startTests(folder);
      const outcome = await unlessClosing(outcomeOf(child, { file, seconds, covering }));
      if (typeof outcome === 'string' || outcome.memory > MOST_MEMORY) await close();
      if (typeof outcome === 'string') return { failure: { kind: 'endless', why: outcome }, seconds, unused: {} };
      const { failure: why } = outcome;
      return {
        failure: why === null ? null : { kind: 'killed', why },
        seconds: outcome.seconds,
        unused: outcome.unused,
      };
    },
    write: (file, code) => writeFile(path.join(folder, file), code),
    close,
  };
}

function startTests(folder: string): ChildProcess {
  refuseWhenClosing();
  const child = fork(path.join(import.meta.dirname, 'tests.ts'), {
    cwd: folder,
    env: cleanEnv(),
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=2048'],
    stdio: 'ignore',
    detached: true,
  });
  if (child.pid !== undefined) {
    child.once('exit', track(child.pid));
    // It takes an hour, in which somebody works on this machine.
    yieldToOthers(child.pid);
  }
  return child;
}

/** Its outcome, or why there is none. */
async function outcomeOf(child: ChildProcess, order: Order): Promise<Outcome | string> {
  const settled = new AbortController();
  const { signal } = settled;
  const answer = once(child, 'message', { signal }).then(([message]) => message as Outcome);
  const end = once(child, 'exit', { signal }).then(([code, by]) => {
    if (code === WAITS_FOR_EVER) return 'It waits for ever.';
    return by === 'SIGKILL' ? `It took more than ${Math.round(order.seconds)} s of CPU time.` : 'It ended the process.';
  });
  // In case that the process does not even notice that it waits.
  const late = once(AbortSignal.timeout(MOST_MS), 'abort', { signal }).then(() => 'It waits for ever.');
  child.send(order);
  try {
    return await Promise.race([answer, end, late]);
  } finally {
    settled.abort();
    await Promise.allSettled([answer, end, late]);
  }
}

/** Whatever a test may read: all files that are committed or could be, relative to the project's root. */
async function projectFiles(): Promise<string[]> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: PROJECT,
  });
  return listed.split('\0').filter((file) => file !== '' && existsSync(path.join(PROJECT, file)));
}
