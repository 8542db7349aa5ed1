import path from 'node:path';

import { emptyBucket, outputOf, s3Of } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { PROJECT, testHome } from '../../local/paths.ts';
import { emulatorSettings } from '../../local/settings.ts';
import { buildForHere, ensureEmulator, ensureStack, variablesFor } from '../../local/stack.ts';
import type { State } from '../../local/state.ts';
import { terraform, terraformInit } from '../../local/terraform.ts';
import { LONGEST_DELAY } from '../faults/support/site.ts';
import { check, type Counts, NONE, sum } from './counts.ts';
import { connectionsStayOpen } from './idle.ts';
import { emulatorInstalled } from './installed.ts';
import { jest } from './jest.ts';
import { secondPlanIsEmpty } from './plan.ts';

export const TEST_HOME = testHome();
const VARIABLES = `-var-file=${path.join(PROJECT, 'test', 'e2e', 'stack.tfvars')}`;

/** Applies the module to its own emulator, runs the end-to-end tests on it, plans it again, and destroys it. */
export async function e2eTests(): Promise<Counts> {
  await stopEmulator(TEST_HOME); // Left by an aborted run.
  try {
    return await onStack(async (state, variables) => [
      await timed('tests', jest('e2e', PROJECT, ['--selectProjects', 'e2e', '--maxWorkers=2'], { ended: true })),
      await timed(
        'exclusive tests',
        jest('exclusive', PROJECT, ['--selectProjects', 'exclusive', '--runInBand'], { ended: true }),
      ),
      await timed('faults', jest('faults', PROJECT, ['--selectProjects', 'faults', '--runInBand'], { ended: true })),
      await timed(
        'second plan',
        check(() => secondPlanIsEmpty(TEST_HOME, state, variables)),
      ),
      await timed(
        'destroy',
        check(() => destroy(state, variables)),
      ),
    ]);
  } finally {
    await stopEmulator(TEST_HOME);
  }
}

async function onStack(work: (state: State, variables: string[]) => Promise<Counts[]>): Promise<Counts> {
  const stack: { state?: State; variables: string[] } = { variables: [] };
  const idle: { pid?: number; check?: Promise<Counts> } = {};
  const applying = check(async () => {
    await emulatorInstalled();
    stack.variables = [VARIABLES, ...variablesFor(await buildForHere())];
    await terraformInit();
    const say = (text: string) => {
      console.log(`  e2e: ${text}`);
    };
    const state = await ensureEmulator(TEST_HOME, { say });
    // Concurrent with the apply and the tests, which take longer.
    idle.pid = state.pid;
    idle.check = check(() => connectionsStayOpen(state));
    stack.state = await ensureStack(TEST_HOME, state, stack.variables, { say });
    await emulatorSettings(stack.state, { longest_delay: LONGEST_DELAY, cdn_cache: 'off' });
  });
  const applied = await timed('build and apply', applying);
  const counts = stack.state?.outputs ? await work(stack.state, stack.variables) : [NONE];
  // An emulator that was restarted dropped its connections.
  const open = idle.check && idle.pid === stack.state?.pid ? await idle.check : NONE;
  return sum([applied, open, ...counts]);
}

/** Logs how long a part of this group, the longest one, took. */
async function timed(name: string, work: Promise<Counts>): Promise<Counts> {
  const start = performance.now();
  const counts = await work;
  console.log(`  e2e, ${name}: ${Math.round((performance.now() - start) / 1000)} s`);
  return counts;
}

/** With `force_destroy`, the provider loops indefinitely on some keys that the tests create. */
async function destroy(state: State, variables: readonly string[]): Promise<void> {
  await emptyBucket(s3Of(state), outputOf(state, 'bucket_name'));
  await terraform('destroy', ['-auto-approve', ...variables], { home: TEST_HOME, state });
  const left = await terraform('state list', [], { home: TEST_HOME, state });
  if (left.trim() !== '') throw new Error(`terraform destroy left:\n${left}`);
}
