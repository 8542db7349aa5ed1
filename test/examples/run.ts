/** `make examples`: applies each example as it stands to an emulator, runs its test, follows its README, and destroys it. */
import path from 'node:path';
import pMap from 'p-map';

import { endOnInterrupt } from '../../local/children.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { homeOf, PROJECT } from '../../local/paths.ts';
import { emulatorSettings } from '../../local/settings.ts';
import { buildForHere, ensureEmulator } from '../../local/stack.ts';
import { buildPlayground } from '../../playground/aws/build.ts';
import { closingLine, sum } from '../runner/counts.ts';
import { emulatorInstalled } from '../runner/installed.ts';
import { runStep } from '../runner/step.ts';
import { examplePlans } from '../runner/terraform.ts';
import { installAwsCli } from './readme.ts';
import { exampleNames, testExample } from './runner.ts';

/** Most of an apply's time is spent waiting for queues; the rest needs a core. */
const AT_ONCE = 4;

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
  await Promise.all([emulatorInstalled(), installAwsCli()]);
  const [built] = await Promise.all([buildForHere(), buildPlayground(path.join(PROJECT, 'dist'))]);
  const state = await ensureEmulator(home, { say: console.log });
  await emulatorSettings(state, { cdn_cache: 'off' }); // A 404 from before an upload would be kept for a minute.
  const names = only.length > 0 ? only : all;
  const test = (name: string) => runStep({ name, work: () => testExample(name, state, built) });
  const plans = only.length > 0 ? [] : [await runStep({ name: 'plans', work: examplePlans })];
  const counts = [...plans, ...(await pMap(names, test, { concurrency: AT_ONCE }))];
  console.log(closingLine(sum(counts)));
  process.exitCode = sum(counts).failed > 0 ? 1 : 0;
} finally {
  await stopEmulator(home);
}
