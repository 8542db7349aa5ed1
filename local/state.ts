import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import type { Home } from './paths.ts';

/** One of our processes, by its id and its script, because ids are reused. */
export interface Worker {
  pid: number;
  script: string;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The record of a running copy, stored in its home so that another command finds it. */
export interface State {
  /** Leader of the process group that the emulator and its functions are in. */
  pid: number;
  port: number;
  /** Credentials of an IAM user who may do everything that no policy denies. Null until the user exists. */
  credentials: Credentials | null;
  /** Version of the emulator's own code: an emulator of another version is not reused. */
  version: string;
  /** The process that is applying the root module; it stays recorded if it does not finish. Null if there is none. */
  applying: Worker | null;
  /** The root module's outputs; null until it is applied. */
  outputs: Readonly<Record<string, unknown>> | null;
}

export function readState(home: Home): State | null {
  try {
    return JSON.parse(readFileSync(home.state, 'utf8')) as State;
  } catch {
    return null; // Never started, or the file is truncated: either way nothing is known.
  }
}

/** Written synchronously: a started process must be recorded before an interrupt can arrive. */
export function writeState(home: Home, state: State): void {
  mkdirSync(home.folder, { recursive: true });
  const partial = `${home.state}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, home.state);
}

export function forgetState(home: Home): void {
  rmSync(home.state, { force: true });
}
