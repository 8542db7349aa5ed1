/** `make test`: all tests, and one closing line. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';

import { endOnInterrupt } from '../local/children.ts';
import { cleanEnv } from '../local/clean-env.ts';
import { stopEmulator } from '../local/emulator.ts';
import { PROJECT } from '../local/paths.ts';
import { run } from '../local/run.ts';
import { cdktfTests } from './runner/cdktf.ts';
import { check, closingLine, type Counts, sum } from './runner/counts.ts';
import { e2eTests, TEST_HOME } from './runner/e2e.ts';
import { emulatorTests } from './runner/emulator.ts';
import { jest } from './runner/jest.ts';
import { RUNTIME_HOME, runtimeTests } from './runner/runtime.ts';
import { runStep, type Step } from './runner/step.ts';
import { terraformTests } from './runner/terraform.ts';

/**
 * In the order in which they begin, three at once. The end-to-end tests take longest, but mostly wait, for Terraform or for a
 * queue: the others run in their pauses.
 */
const GROUPS: Readonly<Record<string, readonly Step[]>> = {
  e2e: [{ name: 'e2e', work: e2eTests }],
  unit: [{ name: 'unit', work: () => jest('unit', PROJECT, ['--selectProjects', 'unit'], { yielding: true }) }],
  terraform: [
    { name: 'terraform', work: terraformTests },
    { name: 'tfvars', work: () => check(checkTfvars) },
    { name: 'cdktf', work: cdktfTests },
  ],
  emulator: [{ name: 'emulator', work: emulatorTests }],
  runtime: [{ name: 'runtime', work: runtimeTests }],
};
const AT_ONCE = 3;

async function checkTfvars(): Promise<void> {
  const node = path.join(PROJECT, 'node_modules', '.bin', 'node');
  const script = path.join(PROJECT, 'ops', 'main.ts');
  await access(script);
  await run(node, ['--disable-warning=ExperimentalWarning', script, 'check-tfvars'], { cwd: PROJECT, env: cleanEnv() });
}

async function runGroup(group: string): Promise<Counts> {
  const counts: Counts[] = [];
  for (const step of GROUPS[group] ?? []) counts.push(await runStep(step));
  return sum(counts);
}

endOnInterrupt(async () => {
  await Promise.all([TEST_HOME, RUNTIME_HOME].map((home) => stopEmulator(home)));
});
const only = process.argv.slice(2);
const unknown = only.filter((group) => !(group in GROUPS));
if (unknown.length > 0) {
  console.error(`ONLY must be one of ${Object.keys(GROUPS).join(', ')}, but it is ${unknown.join(' ')}.`);
  process.exit(2);
}
const chosen = Object.keys(GROUPS).filter((group) => only.length === 0 || only.includes(group));
const total = sum(await pMap(chosen, runGroup, { concurrency: AT_ONCE }));
console.log(closingLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
