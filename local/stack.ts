import path from 'node:path';
import { buildEdge } from '../edge/build.ts';
import { localTarget } from '../handler/build/targets.ts';
import { buildZips } from '../handler/build/zips.ts';
import { makeUser } from './account.ts';
import { apply, ApplyFailed, type Progress } from './apply.ts';
import { answers, findEmulator, startEmulator, stopEmulator, whileItRuns } from './emulator.ts';
import { PROJECT, type Home } from './paths.ts';
import { listProcesses } from './processes.ts';
import { readState, writeState, type State, type Worker } from './state.ts';
import { terraformOutputs } from './terraform.ts';
import { emulatorVersion } from './version.ts';

export interface Reports {
  /** Told what went wrong before, or just now, and that it starts over. */
  say?: (text: string) => void;
  onProgress?: (progress: Progress) => void;
}

/** What is done to an emulator; tests put others in their place. */
export interface Steps {
  start: (home: Home) => Promise<State>;
  makeUser: typeof makeUser;
  apply: typeof apply;
  outputs: typeof terraformOutputs;
}

const STEPS: Steps = { start: startEmulator, makeUser, apply, outputs: terraformOutputs };

/** Builds what the root module deploys, for this machine; returns the variables that make it use that. */
export async function buildForHere(): Promise<string[]> {
  const target = localTarget();
  const dist = path.join(PROJECT, 'dist');
  const [[built]] = await Promise.all([buildZips([target], dist), buildEdge(dist)]);
  const architecture = target.cpu === 'arm64' ? 'arm64' : 'x86_64';
  return [`-var=architecture=${architecture}`, `-var=package={path=${JSON.stringify(built?.file ?? '')}}`];
}

/**
 * The emulator of this home with a user to act as: the one that is up, or a new one where none is, where an earlier run
 * did not come to its end, or where it is of another version.
 *
 * @throws where another process is at work on it.
 */
export async function ensureEmulator(home: Home, { say }: Reports = {}, steps = STEPS): Promise<State> {
  const known = readState(home);
  if (known?.applying && (await isAtWork(known.applying))) {
    const { pid, script } = known.applying;
    throw new Error(`Another run (${script}, process ${pid}) is applying this very stack: wait for it, or end it.`);
  }
  const running = await findEmulator(home);
  const flaw = known && (running === null ? 'its emulator is gone' : await flawOf(running));
  if (running && flaw === null) return running;
  if (flaw)
    say?.(`What is left of an earlier run can't be gone on with (${flaw}): starting over with an empty emulator.`);
  await stopEmulator(home);
  const state = await steps.start(home);
  const complete = { ...state, credentials: await steps.makeUser(state) };
  writeState(home, complete);
  return complete;
}

/**
 * Applies the root module to the emulator, and puts its outputs on record. Where that fails half-way, it starts over, once,
 * with an empty emulator: what Terraform has not written down was perhaps made, and can't be made again.
 */
export async function ensureStack(
  home: Home,
  state: State,
  variables: readonly string[],
  { say, onProgress }: Reports = {},
  steps = STEPS,
): Promise<State> {
  const applied = async (to: State): Promise<State> => {
    writeState(home, { ...to, applying: { pid: process.pid, script: path.basename(process.argv[1] ?? '') } });
    await whileItRuns(home, to, steps.apply(variables, { home, state: to, ...(onProgress && { onProgress }) }));
    const complete = { ...to, applying: null, outputs: await steps.outputs({ home, state: to }) };
    writeState(home, complete);
    return complete;
  };
  try {
    return await applied(state);
  } catch (error) {
    if (readState(home)?.pid !== state.pid) throw error; // Somebody has removed it meanwhile.
    const unchanged = error instanceof ApplyFailed && !error.begun && (await answers(state));
    if (unchanged) writeState(home, state);
    if (unchanged) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    say?.(`The apply failed half-way: starting over with an empty emulator. What it said:\n${reason}`);
    await stopEmulator(home);
    return applied(await ensureEmulator(home, {}, steps));
  }
}

/** Why an emulator that answers is not gone on with, or null. */
async function flawOf({ credentials, applying, version }: State): Promise<string | null> {
  if (credentials === null) return 'it ended before there was a user';
  if (applying !== null) return 'it ended while the module was applied';
  return version === (await emulatorVersion()) ? null : 'the emulator has changed since';
}

async function isAtWork({ pid, script }: Worker): Promise<boolean> {
  if (pid === process.pid) return false;
  return (await listProcesses()).some((running) => running.pid === pid && running.command.includes(script));
}
