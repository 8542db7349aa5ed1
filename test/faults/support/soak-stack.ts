import path from 'node:path';

import { stopEmulator } from '../../../local/emulator.ts';
import { homeOf, PROJECT } from '../../../local/paths.ts';
import { buildForHere, ensureEmulator, ensureStack, variablesFor } from '../../../local/stack.ts';
import type { State } from '../../../local/state.ts';
import { terraformInit } from '../../../local/terraform.ts';
import { installEmulator } from '../../../local/venv.ts';

/** The home of the soak's stack; DARKROOM_HOME overrides it. */
export const SOAK_HOME = homeOf(process.env['DARKROOM_HOME'] ?? 'soak');
const VARIABLES = `-var-file=${path.join(PROJECT, 'test', 'faults', 'soak.tfvars')}`;

/** A separate stack on its own emulator: the running one with `reuse`, otherwise a new one. */
export async function soakStack(reuse: boolean): Promise<State> {
  if (!reuse) await stopEmulator(SOAK_HOME);
  await installEmulator();
  const state = await ensureEmulator(SOAK_HOME);
  if (state.outputs !== null) return state;
  const variables = [VARIABLES, ...variablesFor(await buildForHere())];
  await terraformInit();
  return ensureStack(SOAK_HOME, state, variables);
}
