import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Home } from './paths.ts';

/** A process of ours, by its number and by the script that it runs: numbers are given anew. */
export interface Worker {
  pid: number;
  script: string;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** What is known of a running copy, kept in its home so that another command finds it again. */
export interface State {
  /** Leader of the process group that the emulator and its functions are in. */
  pid: number;
  port: number;
  /** Of an IAM user of the emulator's account who may do everything that no policy denies. Null until it was made. */
  credentials: Credentials | null;
  /** Of the emulator's own code: one that was started before that changed is not gone on with. */
  version: string;
  /** Who applies the root module; whoever doesn't come to the end of it stays on record. Null while nobody does. */
  applying: Worker | null;
  /** The root module's outputs; null until it was applied. */
  outputs: Readonly<Record<string, unknown>> | null;
}

export function readState(home: Home): State | null {
  try {
    return JSON.parse(readFileSync(home.state, 'utf8')) as State;
  } catch {
    return null; // Never started, or the file was cut short: either way nothing is known.
  }
}

/** Written synchronously: what was started has to be on record before an interrupt can come. */
export function writeState(home: Home, state: State): void {
  mkdirSync(home.folder, { recursive: true });
  const partial = `${home.state}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, home.state);
}

export function forgetState(home: Home): void {
  rmSync(home.state, { force: true });
}
