import { CloudFrontClient } from '@aws-sdk/client-cloudfront';

import { clientOptions } from './client-options.ts';
import { loadConfig } from './config.ts';
import { keepAlive } from './keep-alive.ts';
import { createLogger } from './log.ts';
import { createPurge } from './purge/handle.ts';
import { invalidate } from './purge/invalidate.ts';
import { createPurgeMeter } from './purge/metrics.ts';

const { distribution, stack } = loadConfig(process.env);
if (distribution === undefined)
  throw new Error('DARKROOM_CONFIG has no distribution: purge needs the ID of the one to purge');

const cloudfront = new CloudFrontClient(clientOptions);
const logger = createLogger('purge', stack);

const purge = createPurge({
  invalidate: (messageIds, paths) => invalidate(cloudfront, distribution, messageIds, paths),
  meter: createPurgeMeter(stack),
  log: (level, message, fields) => {
    logger[level](message, { ...fields });
  },
});

/** Takes the paths of changed originals, a batch at a time, and has CloudFront forget their variants. */
export const handler = keepAlive(purge);
