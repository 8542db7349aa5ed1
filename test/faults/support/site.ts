import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

import { type Config, loadConfig } from '../../../handler/src/config/config.ts';
import type { Presets } from '../../../handler/src/presets.ts';
import { clientOptions, outputOf, s3Of } from '../../../local/bucket.ts';
import { endpointOf } from '../../../local/emulator.ts';
import { emulatorSettings } from '../../../local/settings.ts';
import type { State } from '../../../local/state.ts';
import { createProxy, type Proxy } from './proxy.ts';

/**
 * Seconds. On AWS, a reconcile pass after a write that may arrive late follows after 15 minutes; here the latest write is
 * a few seconds late.
 */
export const LONGEST_DELAY = 20;

/** A stack of which only the process function reaches AWS through a proxy. */
export interface Site {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly bucket: string;
  readonly queue: string;
  /** All dead-letter queues. */
  readonly deadLetterQueues: readonly string[];
  /** The function's configuration. */
  readonly config: Config;
  readonly proxy: Proxy;
  /** Restores everything as Terraform created it. */
  readonly restore: () => Promise<void>;
}

/**
 * @param visibility seconds until a killed function's message returns: minutes on AWS
 * @param presets for the function, instead of the stack's
 */
export async function openSite(state: State, visibility: number, presets?: Presets): Promise<Site> {
  const [s3, sqs, lambda] = [s3Of(state), new SQSClient(clientOptions(state)), new LambdaClient(clientOptions(state))];
  await emulatorSettings(state, { longest_delay: LONGEST_DELAY, cdn_cache: 'off' });
  const queue = outputOf(state, 'process_queue_url');
  const FunctionName = outputOf(state, 'process_function_name');
  const proxy = await createProxy(endpointOf(state));
  const asked = new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['VisibilityTimeout'] });
  const usual = (await sqs.send(asked)).Attributes?.['VisibilityTimeout'] ?? '';
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const own = Object.fromEntries(
    // A killed run may have left its own settings.
    Object.entries(Environment?.Variables ?? {}).filter(([name]) => name !== 'AWS_ENDPOINT_URL'),
  );
  const setUp = async (variables: Record<string, string>, VisibilityTimeout: string): Promise<void> => {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: variables } }));
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout } }));
  };
  const config = { ...loadConfig(own), ...(presets && { presets }) };
  await setUp({ ...own, DARKROOM_CONFIG: JSON.stringify(config), AWS_ENDPOINT_URL: proxy.url }, String(visibility));
  return {
    s3,
    sqs,
    bucket: outputOf(state, 'bucket_name'),
    queue,
    deadLetterQueues: Object.entries(state.outputs ?? {}).flatMap(([name, value]) =>
      name.endsWith('dead_letter_queue_url') && typeof value === 'string' ? [value] : [],
    ),
    config,
    proxy,
    restore: async () => {
      await setUp(own, usual);
      await proxy.close();
      for (const client of [s3, sqs, lambda]) client.destroy();
    },
  };
}
