import path from 'node:path';
import { buildEdge } from '../edge/build.ts';
import { localTarget } from '../handler/build/targets.ts';
import { buildZips } from '../handler/build/zips.ts';
import { makeUser } from './account.ts';
import { apply, type Progress } from './apply.ts';
import { findEmulator, startEmulator } from './emulator.ts';
import { PROJECT, type Home } from './paths.ts';
import { writeState, type State } from './state.ts';
import { terraformOutputs } from './terraform.ts';

/** Builds what the root module deploys, for this machine; returns the variables that make it use that. */
export async function buildForHere(): Promise<string[]> {
  const target = localTarget();
  const dist = path.join(PROJECT, 'dist');
  const [[built]] = await Promise.all([buildZips([target], dist), buildEdge(dist)]);
  const architecture = target.cpu === 'arm64' ? 'arm64' : 'x86_64';
  return [`-var=architecture=${architecture}`, `-var=package={path=${JSON.stringify(built?.file ?? '')}}`];
}

/** The emulator of this home with a user to act as: the one that is up, or a new one. */
export async function ensureEmulator(home: Home): Promise<State> {
  const running = await findEmulator(home);
  if (running?.credentials) return running;
  const state = running ?? (await startEmulator(home));
  const complete = { ...state, credentials: await makeUser(state) };
  writeState(home, complete);
  return complete;
}

/** Applies the root module to the emulator, and puts its outputs on record. */
export async function ensureStack(
  home: Home,
  state: State,
  variables: readonly string[],
  onProgress?: (progress: Progress) => void,
): Promise<State> {
  await apply(variables, { home, state, ...(onProgress && { onProgress }) });
  const complete = { ...state, outputs: await terraformOutputs({ home, state }) };
  writeState(home, complete);
  return complete;
}
