import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SQSClient } from '@aws-sdk/client-sqs';

import { loadConfig } from './config/config.ts';
import { remove, take } from './purge/changes.ts';
import { createPurge } from './purge/handle.ts';
import { invalidate } from './purge/invalidate.ts';
import { createPurgeMeter } from './purge/metrics.ts';
import { clientOptions } from './runtime/client-options.ts';
import { keepAlive } from './runtime/keep-alive.ts';
import { createLogger } from './runtime/log.ts';

const { purge, stack } = loadConfig(process.env);
if (purge === undefined)
  throw new Error('DARKROOM_CONFIG has no purge: the purge function needs its queue and the ID of the distribution');
const { queue, distribution, uriPrefix } = purge;

const cloudfront = new CloudFrontClient(clientOptions);
const sqs = new SQSClient(clientOptions);
const logger = createLogger('purge', stack);

const drain = createPurge({
  take: (isEnough) => take(sqs, queue, isEnough),
  invalidate: (messageIds, paths) => invalidate(cloudfront, { distribution, uriPrefix }, messageIds, paths),
  remove: (changes) => remove(sqs, queue, changes),
  now: Date.now,
  meter: createPurgeMeter(stack),
  log: (level, message, fields) => {
    logger[level](message, { ...fields });
  },
});

/** Invalidates, in CloudFront, the variants that changed since the last drain. */
export const handler = keepAlive(drain);
