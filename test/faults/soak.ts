/** `make soak`: uploads many originals while injecting faults, and checks that the final state is correct. */
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';

import { endOnInterrupt } from '../../local/children.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { complaints, tableOf } from './support/report.ts';
import { openSite } from './support/site.ts';
import { soak } from './support/soak.ts';
import { SOAK_HOME, soakStack } from './support/soak-stack.ts';

/** Seconds; longer than one invocation may take. */
const VISIBILITY = 12;

const natural = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};

const command = new Command('soak')
  .option('-n, --originals <count>', 'number of originals', natural, 10_000)
  .option('-s, --seed <seed>', 'seed that determines all faults', natural, 1 + Math.floor(Math.random() * 1e6))
  .option('--reuse', 'reuse the stack of the last run, and keep it running', false)
  .parse();
const { originals, seed, reuse } = command.opts<{ originals: number; seed: number; reuse: boolean }>();

endOnInterrupt(() => (reuse ? Promise.resolve() : stopEmulator(SOAK_HOME)));
console.log(`Seed ${seed}: SEED=${seed} repeats the run. Creating the stack…`);
const site = await openSite(await soakStack(reuse), VISIBILITY);
const bar = new SingleBar({ format: '{bar} {value}/{total} uploaded, {waiting} messages in the queue', noTTYOutput: true, notTTYSchedule: 10_000 }); // prettier-ignore
try {
  bar.start(originals, 0, { waiting: 0 });
  const report = await soak(site, { n: originals, seed, onProgress: (done, waiting) => { bar.update(done, { waiting }); } }); // prettier-ignore
  bar.stop();
  console.log(tableOf(report, seed));
  const wrong = complaints(report);
  if (wrong.length > 0) {
    console.error([...wrong, `SEED=${seed} N=${originals} repeats the run.`].join('\n'));
    process.exitCode = 1;
  }
} finally {
  bar.stop();
  await site.restore();
  if (!reuse) await stopEmulator(SOAK_HOME);
}
// If Node exits by itself, it can wait forever for a connection that a fault reset.
process.exit();
