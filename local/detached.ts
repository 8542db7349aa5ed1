import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { refuseWhenClosing } from './children.ts';

export interface Detached {
  /** Of the process, and of its group; undefined if it could not be started. */
  readonly pid: number | undefined;
  /** Whether a URL answers with success within so many milliseconds, before the process ends. It may outlive this one then. */
  readonly comesToAnswer: (url: string, patience: number) => Promise<boolean>;
}

/** Milliseconds that one answer may take while a server starts. */
const ANSWER_PATIENCE_MS = 5000;

/**
 * Starts a server as a process group of its own, with its output in a new log.
 * @throws once this process is about to end
 */
export function startDetached(
  command: string,
  args: readonly string[],
  { log, ...options }: { readonly log: string; readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Detached {
  refuseWhenClosing();
  const output = openSync(log, 'w');
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  child.once('error', end).once('exit', end);
  const isAlive = (): boolean => !ended;
  return {
    pid: child.pid,
    comesToAnswer: async (url, patience) => {
      const until = Date.now() + patience;
      while (isAlive() && Date.now() < until) {
        // What answers after it has ended is another process on its port.
        if ((await answersAt(url, ANSWER_PATIENCE_MS)) && isAlive()) {
          child.unref();
          return true;
        }
        await sleep(100);
      }
      return false;
    },
  };
}

/** Whether a URL answers with success within so many milliseconds. */
export const answersAt = (url: string, patience: number): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(patience) }).then(
    ({ ok }) => ok,
    () => false,
  );
