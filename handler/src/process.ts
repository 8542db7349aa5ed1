import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

import { loadConfig } from './config/config.ts';
import { makeVariantsWithin } from './image/guard/index.ts';
import type { PutEvent } from './messages/event-bus.ts';
import { createReconcileLater, createReport } from './messages/notify.ts';
import { guard } from './process/guard.ts';
import { createInvocation } from './process/handle.ts';
import { createMeter } from './process/metrics.ts';
import { reconcile } from './reconcile.ts';
import { createReconcileContext } from './reconcile/context.ts';
import { clientOptions } from './runtime/client-options.ts';
import { keepAlive } from './runtime/keep-alive.ts';
import { createLogger } from './runtime/log.ts';
import { createS3Client } from './store/index.ts';

// Fails at start-up, before the first event, if anything in the configuration is invalid.
const config = loadConfig(process.env);
const notify = {
  ...config,
  sns: new SNSClient(clientOptions),
  sqs: new SQSClient(clientOptions),
  ...(config.eventBus !== undefined && { putEvent: await putEventTo(config.eventBus) }),
};
const s3 = createS3Client();
const context = createReconcileContext(config, {
  s3,
  makeVariants: makeVariantsWithin(config),
  reconcileLater: createReconcileLater(notify),
  report: createReport(notify),
});

/** Its client is loaded only where there is a bus. */
async function putEventTo(bus: string): Promise<PutEvent> {
  const { createPutEvent } = await import('./messages/event-bus.ts');
  return createPutEvent(bus, clientOptions);
}

const invocation = createInvocation({
  watched: config,
  reconcile: (path, delivery) => reconcile(context, path, delivery),
  logger: createLogger('process', config.stack),
  meter: createMeter(config.stack),
});

/**
 * Receives upload and delete events from the queue, or directly from S3, SNS or EventBridge, and Terraform's question
 * whether the stack may be destroyed.
 */
export const handler = keepAlive(async (event: unknown) => (await guard(s3, event)) ?? invocation(event));
