import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

import { clientOptions } from './client-options.ts';
import { loadConfig } from './config.ts';
import { makeVariantsWithin } from './image/guard/index.ts';
import { createInvocation } from './invocation.ts';
import { keepAlive } from './keep-alive.ts';
import { createLogger } from './log.ts';
import { createMeter } from './metrics.ts';
import { createLookLater, createReport } from './notify.ts';
import { reconcile } from './reconcile.ts';
import { createS3Client } from './store/index.ts';
import { createWorkshop } from './workshop.ts';

// Everything that may be wrong with the configuration is, before the first event is looked at.
const config = loadConfig(process.env);
const notify = { ...config, sns: new SNSClient(clientOptions), sqs: new SQSClient(clientOptions) };
const workshop = createWorkshop(config, {
  s3: createS3Client(),
  makeVariants: makeVariantsWithin(config),
  lookLater: createLookLater(notify),
  report: createReport(notify),
});

const invocation = createInvocation({
  watched: config,
  reconcile: (path, receives) => reconcile(workshop, path, receives),
  logger: createLogger('process', config.stack),
  meter: createMeter(config.stack),
});

/** Takes upload and delete events, from the queue or straight from S3, SNS or EventBridge. */
export const handler = keepAlive(invocation);
