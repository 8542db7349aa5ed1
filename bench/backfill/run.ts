/**
 * Adopts so many small photos on a stack of its own on the emulator, by `darkroom backfill run`, and then makes one preset
 * more of all of them, by `--via map` and modules/backfill. Fails unless exactly what was missing was made, each once.
 */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import sharp from 'sharp';

import { outputOf } from '../../local/bucket.ts';
import { endOnInterrupt } from '../../local/children.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { homeOf, PROJECT } from '../../local/paths.ts';
import { emulatorSettings } from '../../local/settings.ts';
import { buildForHere, ensureEmulator, ensureStack, variablesFor } from '../../local/stack.ts';
import type { State } from '../../local/state.ts';
import { terraform, terraformInit } from '../../local/terraform.ts';
import { emulatorVariables } from '../../local/variables.ts';
import { installEmulator } from '../../local/venv.ts';
import { run } from '../../ops/backfill/run.ts';
import { describeQueue } from '../../ops/redrive/queue.ts';
import { type Found, withStack } from '../../ops/with-stack.ts';
import { describeMachine } from '../machine.ts';
import { since, used } from './meter.ts';
import { type Measured, table } from './report.ts';

const { values } = parseArgs({ options: { originals: { type: 'string', default: '10000' } } });
const originals = Number(values.originals);
if (!Number.isInteger(originals) || originals < 1)
  throw new Error(`--originals: received "${values.originals}"; allowed: a whole number above 0`);

const NAME = 'darkroom-backfill';
const HOME = homeOf('backfill');
const MAP = path.join(PROJECT, 'modules', 'backfill');
/** As in stack.tfvars, and one preset more, smaller than the others, whose variants are kept. */
const MORE = [
  'medium={width=48,height=48,formats=["webp"]}',
  'small={width=32,height=32,formats=["webp"]}',
  'tiny={width=16,height=16,formats=["webp"]}',
].join(',');
const VARIANTS_OF_PRESET = 2;

const photo = await sharp({
  create: { width: 64, height: 64, channels: 3, background: '#357', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
})
  .jpeg()
  .toBuffer();

async function setTriggers({ stack, clients }: Found, enabled: boolean): Promise<void> {
  const FunctionName = stack.functions.process?.name;
  const { EventSourceMappings = [] } = await clients.lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  for (const { UUID } of EventSourceMappings)
    await clients.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }));
}

/** Fills the bucket as one is that Darkroom is to adopt: nobody hears of these uploads. */
async function fill(found: Found): Promise<void> {
  const { clients, stack } = found;
  await setTriggers(found, false);
  const upload = (index: number) => {
    const Key = `originals/${index % 100}/photo-${index}.jpg`;
    return clients.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key, Body: photo }));
  };
  await pMap(Array(originals).keys(), upload, { concurrency: 8 });
  await clients.sqs.send(new PurgeQueueCommand({ QueueUrl: stack.config.queues.process }));
  await setTriggers(found, true);
  const made = await clients.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: 'manifests/' }));
  if (made.KeyCount !== 0) throw new Error('Photos were processed before the backfill: nothing is left to measure.');
}

/** Runs a backfill until nothing is left in the queue, and looks at what it used. */
async function measured(
  state: State,
  of: Pick<Measured, 'what' | 'variants'>,
  via: 'sweep' | 'map',
): Promise<Measured> {
  const before = await used(state);
  const begun = performance.now();
  await withStack({ stack: NAME }, async (found) => {
    const pace = { sample: 1000, rate: 300, backlog: 1000, interval: 1 };
    const code = await run(found, { stack: NAME, via, ...pace });
    if (code !== 0) throw new Error(`darkroom backfill run --via ${via} ended with the exit code ${code}.`);
    // A Map ends once everything is queued, and is not done before it is made.
    for (;;) {
      const { waiting, inFlight, delayed } = await describeQueue(found.clients.sqs, found.stack.config.queues.process);
      if (waiting + inFlight + delayed === 0) break;
      await sleep(1000);
    }
  });
  const seconds = (performance.now() - begun) / 1000;
  return { ...of, originals, seconds, used: since(before, await used(state)) };
}

/** @throws Error unless there are so many variants of each original, and none was written twice */
async function expectVariants({ stack, clients }: Found, each: number): Promise<void> {
  const seen = new Set<string>();
  let versions = 0;
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const wanted = new ListObjectVersionsCommand({ Bucket: stack.bucket, Prefix: 'variants/', ...from });
    const { Versions = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = await clients.s3.send(wanted);
    for (const { Key = '' } of Versions) seen.add(Key);
    versions += Versions.length;
    if (IsTruncated !== true) break;
    from = { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker };
  }
  if (seen.size !== originals * each || versions !== seen.size)
    throw new Error(`${seen.size} variants were written ${versions} times; expected: ${originals * each}, each once`);
}

endOnInterrupt(() => stopEmulator(HOME));
await stopEmulator(HOME);
try {
  await installEmulator();
  const variables = [`-var-file=${path.join(PROJECT, 'bench', 'backfill', 'stack.tfvars')}`];
  variables.push(...variablesFor(await buildForHere()));
  await terraformInit();
  const state = await ensureStack(HOME, await ensureEmulator(HOME), variables);
  await emulatorSettings(state, { longest_delay: 1 });
  Object.assign(process.env, emulatorVariables(state));
  console.log(describeMachine('MiniStack'));

  await withStack({ stack: NAME }, fill);
  const adopted = { what: 'adopted, by the sweep', variants: 2 * VARIANTS_OF_PRESET };
  const first = await measured(state, adopted, 'sweep');
  await withStack({ stack: NAME }, (found) => expectVariants(found, adopted.variants));

  await ensureStack(HOME, state, [...variables, `-var=presets={${MORE}}`]);
  await terraformInit(MAP);
  const beside = { ...HOME, terraformState: path.join(HOME.folder, 'map.tfstate') };
  const given = {
    name: NAME,
    sweep_function_arn: outputOf(state, 'sweep_function_arn'),
    bucket_name: outputOf(state, 'bucket_name'),
  };
  const args = Object.entries(given).map(([name, value]) => `-var=${name}=${value}`);
  await terraform('apply', ['-auto-approve', ...args], { home: beside, state, folder: MAP });
  const more = { what: 'one preset more, by Step Functions', variants: VARIANTS_OF_PRESET };
  const second = await measured(state, more, 'map');
  await withStack({ stack: NAME }, (found) => expectVariants(found, adopted.variants + more.variants));

  console.log(`${originals} photos of 64 × 64 pixels\n\n${table([first, second])}`);
} finally {
  await stopEmulator(HOME);
}
process.exit();
