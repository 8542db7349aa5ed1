/** `make faults`: runs the scenarios on their own stack. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { endOnInterrupt } from '../../local/children.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { PROJECT } from '../../local/paths.ts';
import { check, closingLine, type Counts, sum } from '../runner/counts.ts';
import { jest } from '../runner/jest.ts';
import { runStep } from '../runner/step.ts';
import { SOAK_HOME, soakStack } from './support/soak-stack.ts';

const folder = path.join(import.meta.dirname, 'scenarios');
const ending = '.test.ts';
const all = (await readdir(folder)).map((file) => path.basename(file, ending)).sort();
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`ONLY must be one of ${all.join(', ')}, but it is ${unknown.join(' ')}.`);
  process.exit(2);
}

/** Runs each file separately, so that there is output every few minutes. */
async function runScenarios(): Promise<Counts[]> {
  const stack = await runStep({ name: 'stack', work: () => check(() => soakStack(false)) });
  const counts = [stack];
  const names = chosen.length > 0 ? chosen : all;
  for (const name of stack.failed > 0 ? [] : names) {
    const file = path.join(folder, name + ending);
    const args = ['--selectProjects', 'scenarios', '--runInBand', '--runTestsByPath', file];
    counts.push(await runStep({ name, work: () => jest(`scenarios-${name}`, PROJECT, args, { ended: true }) }));
  }
  return counts;
}

endOnInterrupt(() => stopEmulator(SOAK_HOME));
try {
  const total = sum(await runScenarios());
  console.log(closingLine(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
} finally {
  await stopEmulator(SOAK_HOME);
}
