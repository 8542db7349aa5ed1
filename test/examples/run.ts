/** `make examples`: applies each example as it stands to an emulator, runs its tests, and destroys it. */
import { endOnInterrupt } from '../../local/children.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { homeOf } from '../../local/paths.ts';
import { buildForHere, ensureEmulator } from '../../local/stack.ts';
import { closingLine, sum } from '../runner/counts.ts';
import { emulatorInstalled } from '../runner/installed.ts';
import { runStep } from '../runner/step.ts';
import { exampleNames, testExample } from './runner.ts';

const home = homeOf('examples');
const all = await exampleNames();
const only = process.argv.slice(2);
const unknown = only.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`ONLY must be one of ${all.join(', ')}, but it is ${unknown.join(' ')}.`);
  process.exit(2);
}

endOnInterrupt(() => stopEmulator(home));
await stopEmulator(home); // Left by an aborted run.
try {
  await emulatorInstalled();
  const built = await buildForHere();
  const state = await ensureEmulator(home, { say: console.log });
  // Together: most of an apply's time is spent waiting for queues.
  const names = only.length > 0 ? only : all;
  const counts = await Promise.all(names.map((name) => runStep({ name, work: () => testExample(name, state, built) })));
  console.log(closingLine(sum(counts)));
  process.exitCode = sum(counts).failed > 0 ? 1 : 0;
} finally {
  await stopEmulator(home);
}
