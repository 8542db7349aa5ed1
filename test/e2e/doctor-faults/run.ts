/** `make doctor-faults`: breaks a stack of its own in each way of the list, alone, and has the doctor examine it. */
import path from 'node:path';

import { endOnInterrupt } from '../../../local/children.ts';
import { stopEmulator } from '../../../local/emulator.ts';
import { homeOf, PROJECT } from '../../../local/paths.ts';
import { emulatorSettings } from '../../../local/settings.ts';
import { buildForHere, ensureEmulator, ensureStack, variablesFor } from '../../../local/stack.ts';
import { terraformInit } from '../../../local/terraform.ts';
import { installEmulator } from '../../../local/venv.ts';
import { LONGEST_DELAY } from '../../faults/support/site.ts';
import { check, closingLine, NONE, sum } from '../../runner/counts.ts';
import { jest } from '../../runner/jest.ts';
import { runStep } from '../../runner/step.ts';

const HOME_NAME = process.env['DARKROOM_HOME'] ?? 'doctor-faults';
const HOME = homeOf(HOME_NAME);
/** The stack of the end-to-end tests, which share the code that breaks it. */
const VARIABLES = `-var-file=${path.join(PROJECT, 'test', 'e2e', 'stack.tfvars')}`;

async function applyStack(): Promise<void> {
  await stopEmulator(HOME);
  await installEmulator();
  const variables = [VARIABLES, ...variablesFor(await buildForHere())];
  await terraformInit();
  const state = await ensureStack(HOME, await ensureEmulator(HOME), variables);
  await emulatorSettings(state, { longest_delay: LONGEST_DELAY, cdn_cache: 'off' });
}

const runFaults = () =>
  jest('doctor-faults', PROJECT, ['--selectProjects', 'doctor-faults', '--runInBand'], {
    ended: true,
    env: { DARKROOM_HOME: HOME_NAME, DARKROOM_ONLY: process.argv.slice(2).join(' ') },
  });

endOnInterrupt(() => stopEmulator(HOME));
try {
  const stack = await runStep({ name: 'stack', work: () => check(applyStack) });
  const faults = stack.failed > 0 ? NONE : await runStep({ name: 'faults', work: runFaults });
  const total = sum([stack, faults]);
  console.log(closingLine(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
} finally {
  await stopEmulator(HOME);
}
