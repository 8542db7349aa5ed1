import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import type * as z from 'zod/mini';

import { loadConfig } from './config/config.ts';
import { createKeys } from './keys.ts';
import { createPlan } from './recipe.ts';
import { clientOptions } from './runtime/client-options.ts';
import { keepAlive } from './runtime/keep-alive.ts';
import { createLogger } from './runtime/log.ts';
import { createS3Client, createStore, createSweepLease } from './store/index.ts';
import { type Batch, batchEventSchema, queueBatch } from './sweep/batch.ts';
import { isCompared } from './sweep/compare.ts';
import { createSweep, leaseLife } from './sweep/handle.ts';
import { listingsOf } from './sweep/listings.ts';
import { createSweepMeter } from './sweep/metrics.ts';
import { createQueuer, sendLater, waitingIn } from './sweep/queues.ts';
import { LARGEST_BATCH } from './sweep/slice.ts';
import type { Tally } from './sweep/tally.ts';

/**
 * Reserved at the end of an invocation, in milliseconds, for the current batch and the message that continues the
 * sweep.
 */
const RESERVE_MS = 45_000;
/** Seconds of queueing after which a batch ends, if it is not full. */
const BATCH_SECONDS = 10;

const config = loadConfig(process.env);
const { bucket, variantsBucket = bucket, prefixes, cacheControl, queues, sweep, stack } = config;
if (sweep === undefined)
  throw new Error('DARKROOM_CONFIG has no sweep: the sweep function needs its queue and its limits');

const s3 = createS3Client();
const sqs = new SQSClient(clientOptions);
const keys = createKeys(prefixes);
const store = createStore({ client: s3, bucket, variantsBucket, keys, cacheControl });
const plan = createPlan(config);
const logger = createLogger('sweep', stack);
const meter = createSweepMeter(stack);
/** What a sweep and a batch judge by. */
const judgement = () => ({
  plan,
  settledBefore: Date.now() - sweep.minimumAge * 1000,
  storable: (path: string) => keys.storable(path),
  readManifest: (path: string) => store.manifests.read(path),
});
const listings = listingsOf({ client: s3, bucket, variantsBucket, prefixes, keys });

const handleSweep = createSweep({
  contextOf: (timeLeft, { begun, pace }, running) => {
    const { rate = sweep.rate, backlog = sweep.backlog } = pace;
    // Each queues at least one a second, or a batch would outlast its invocation.
    const shards = Math.min(sweep.shards ?? 1, rate);
    return {
      shards,
      listings,
      by: {
        ...judgement(),
        isCompared: (path) => isCompared(path, begun),
        listVariants: (path) => store.variants.list(path),
      },
      queue: createQueuer(sqs, queues.process, () => rate / running(), sleep),
      isBusy: async () => (await waitingIn(sqs, queues.process)) > backlog,
      isTimeUp: () => timeLeft() < RESERVE_MS,
      batchSize: Math.min(LARGEST_BATCH, Math.floor((rate * BATCH_SECONDS) / shards)),
    };
  },
  lease: createSweepLease({
    client: s3,
    bucket: variantsBucket,
    prefixes,
    life: leaseLife(config.timeout),
    now: Date.now,
  }),
  sendLater: (body, seconds) => sendLater(sqs, sweep.queue, body, seconds),
  now: Date.now,
  meter,
  log: (message, fields) => {
    logger.info(message, { ...fields });
  },
});

async function handleBatch(batch: Batch): Promise<Tally> {
  const tally = await queueBatch(
    {
      by: judgement(),
      originalsPrefix: prefixes.originals,
      keys,
      queue: (paths, rate) => createQueuer(sqs, queues.process, () => rate, sleep)(paths),
      waiting: () => waitingIn(sqs, queues.process),
    },
    batch,
  );
  meter(tally, false);
  logger.info('batch of a backfill queued', { tally });
  return tally;
}

/**
 * Finds originals whose variants are missing or outdated, and leftovers of originals that are gone. Takes messages of its
 * queue, and batches of a backfill by Step Functions.
 */
export const handler = keepAlive(
  async (event: SQSEvent | z.infer<typeof batchEventSchema>, invocation: Pick<Context, 'getRemainingTimeInMillis'>) =>
    'backfill' in event ? handleBatch(batchEventSchema.parse(event).backfill) : handleSweep(event, invocation),
);
