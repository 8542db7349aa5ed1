import { GetQueueAttributesCommand, GetQueueUrlCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import type { Config } from '../../../handler/src/config/config.ts';
import { feedingQueues, stackQueues } from '../../../ops/stack/queues.ts';
import type { Stack, StackFunction, Use } from '../../../ops/stack/stack.ts';

const HOST = 'https://sqs.eu-west-1.amazonaws.com/123456789012/';
const ARN = 'arn:aws:sqs:eu-west-1:123456789012:';
const mock = mockClient(SQSClient);
const sqs = new SQSClient({ region: 'eu-west-1' });

beforeEach(() => {
  mock.reset();
  mock.on(ListQueueTagsCommand).resolves({});
  mock.on(GetQueueUrlCommand).callsFake(({ QueueName }: { QueueName: string }) => ({ QueueUrl: HOST + QueueName }));
  mock.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }: { QueueUrl: string }) => ({
    Attributes: { QueueArn: ARN + QueueUrl.slice(HOST.length) },
  }));
});

const config = { queues: { process: `${HOST}process`, purge: `${HOST}purge` } } as Config;
const functionOf = (use: Use, queue: string): Partial<Record<Use, StackFunction>> => ({
  [use]: { use, config, triggers: [{ queueArn: ARN + queue, state: 'Enabled', maximumConcurrency: 2 }] },
});
const stack = {
  config,
  functions: {
    ...functionOf('process', 'process'),
    ...functionOf('purge', 'ticks.fifo'),
    ...functionOf('sweep', 'sweep'),
  },
} as unknown as Stack;

test('every queue is listed once, whether a function or a trigger names it', async () => {
  const names = (await stackQueues(sqs, stack)).map(({ name }) => name);
  expect(names.sort()).toEqual(['process', 'purge', 'sweep', 'ticks.fifo']);
});

test('the queues that must drain exclude the changes that wait for purge, and its ticks', async () => {
  const names = (await feedingQueues(sqs, stack)).map(({ name }) => name);
  expect(names.sort()).toEqual(['process', 'sweep']);
});

test('the process queue is one of them even without a trigger', async () => {
  const names = (await feedingQueues(sqs, { ...stack, functions: {} })).map(({ name }) => name);
  expect(names).toEqual(['process']);
});
