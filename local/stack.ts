import path from 'node:path';

import { buildEdge } from '../edge/build.ts';
import { localTarget } from '../handler/build/targets.ts';
import { buildZips } from '../handler/build/zips.ts';
import { makeUser } from './account.ts';
import { apply, ApplyFailed, type Progress } from './apply.ts';
import { answers, findEmulator, startEmulator, stopEmulator, whileItRuns } from './emulator.ts';
import { type Home, PROJECT } from './paths.ts';
import { listProcesses } from './processes.ts';
import { readState, type State, type Worker, writeState } from './state.ts';
import { terraformOutputs } from './terraform.ts';
import { emulatorVersion } from './version.ts';

export interface Reports {
  /** Called with what went wrong, before it starts over. */
  say?: (text: string) => void;
  onProgress?: (progress: Progress) => void;
}

/** Operations on an emulator; tests replace them. */
export interface Steps {
  start: (home: Home) => Promise<State>;
  makeUser: typeof makeUser;
  apply: typeof apply;
  outputs: typeof terraformOutputs;
}

const STEPS: Steps = { start: startEmulator, makeUser, apply, outputs: terraformOutputs };

/** What was built for this machine. */
export interface Built {
  architecture: 'arm64' | 'x86_64';
  /** Path of the zip. */
  file: string;
}

/** Builds the zip for this machine and the viewer function. */
export async function buildForHere(): Promise<Built> {
  const target = localTarget();
  const dist = path.join(PROJECT, 'dist');
  const [[built]] = await Promise.all([buildZips([target], dist), buildEdge(dist)]);
  return { architecture: target.cpu === 'arm64' ? 'arm64' : 'x86_64', file: built?.file ?? '' };
}

/** The root module's variables that select what was built. */
export const variablesFor = ({ architecture, file }: Built): string[] => [
  `-var=architecture=${architecture}`,
  `-var=package={path=${JSON.stringify(file)}}`,
];

/**
 * The emulator of this home with a user: the running one, or a new one if none is running, if an earlier run did not
 * finish, or if it has another version.
 *
 * @throws if another process is using it.
 */
export async function ensureEmulator(home: Home, { say }: Reports = {}, steps = STEPS): Promise<State> {
  const known = readState(home);
  if (known?.applying && (await isAtWork(known.applying))) {
    const { pid, script } = known.applying;
    throw new Error(`Another run (${script}, process ${pid}) is applying this stack: wait for it, or end it.`);
  }
  const running = await findEmulator(home);
  const flaw = known && (running === null ? 'its emulator is gone' : await flawOf(running));
  if (running && flaw === null) return running;
  if (flaw) say?.(`An earlier run cannot be resumed (${flaw}): starting over with an empty emulator.`);
  await stopEmulator(home);
  const state = await steps.start(home);
  const complete = { ...state, credentials: await steps.makeUser(state) };
  writeState(home, complete);
  return complete;
}

/**
 * Applies the root module to the emulator, and records its outputs. If that fails half-way, it starts over once with an
 * empty emulator: resources that Terraform did not record may exist, and cannot be created again.
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
    if (readState(home)?.pid !== state.pid) throw error; // It was removed meanwhile.
    const unchanged = error instanceof ApplyFailed && !error.begun && (await answers(state));
    if (unchanged) writeState(home, state);
    if (unchanged) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    say?.(`The apply failed half-way: starting over with an empty emulator. The error was:\n${reason}`);
    await stopEmulator(home);
    return applied(await ensureEmulator(home, {}, steps));
  }
}

/** Why a running emulator cannot be reused, or null. */
async function flawOf({ credentials, applying, version }: State): Promise<string | null> {
  if (credentials === null) return 'it ended before the user was created';
  if (applying !== null) return 'it ended while the module was applied';
  return version === (await emulatorVersion()) ? null : 'the emulator has changed since';
}

async function isAtWork({ pid, script }: Worker): Promise<boolean> {
  if (pid === process.pid) return false;
  return (await listProcesses()).some((running) => running.pid === pid && running.command.includes(script));
}
