import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { wiring } from '../../../ops/doctor/checks/wiring.ts';
import type { Run } from '../../../ops/doctor/run.ts';
import type { Stack } from '../../../ops/stack/stack.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:uploads';
const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:process';
const RULE = 'arn:aws:events:eu-west-1:123456789012:rule/media/uploads';
const [s3, sns, sqs, bridge] = [
  mockClient(S3Client),
  mockClient(SNSClient),
  mockClient(SQSClient),
  mockClient(EventBridgeClient),
];
const options = { region: 'eu-west-1' };
const clients = {
  s3: new S3Client(options),
  sns: new SNSClient(options),
  sqs: new SQSClient(options),
  eventbridge: new EventBridgeClient(options),
};
const trigger = { queueArn: QUEUE, state: 'Enabled', maximumConcurrency: 2 };
const run = (triggers: object[] = [trigger]): Run => {
  const stack = {
    bucket: 'photos',
    config: { prefixes: { originals: 'originals/' }, queues: { process: 'https://queue' } },
    functions: { process: { name: 'process', triggers } },
  } as unknown as Stack;
  return { stack, clients } as unknown as Run;
};
const policy = (Service: string, Action: string, source: string): string => {
  const Condition = { ArnEquals: { 'aws:SourceArn': source } };
  return JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service }, Action, Condition }] });
};
const subscribed = (Attributes: Record<string, string> = {}): void => {
  sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [{ Endpoint: QUEUE, SubscriptionArn: 'arn' }] });
  sns.on(GetSubscriptionAttributesCommand).resolves({ Attributes });
};
const delivery = wiring.find(({ id }) => id === 'delivery');

beforeEach(() => {
  for (const mock of [s3, sns, sqs, bridge]) mock.reset();
  const Filter = { Key: { FilterRules: [{ Name: 'Prefix' as never, Value: 'originals/' }] } };
  s3.on(GetBucketNotificationConfigurationCommand).resolves({
    TopicConfigurations: [{ TopicArn: TOPIC, Events: ['s3:ObjectCreated:*'], Filter }],
  });
  sns.on(GetTopicAttributesCommand).resolves({
    Attributes: { Policy: policy('s3.amazonaws.com', 'sns:Publish', 'arn:aws:s3:::photos') },
  });
  sqs.on(GetQueueAttributesCommand).resolves({
    Attributes: { QueueArn: QUEUE, Policy: policy('sns.amazonaws.com', 'sqs:SendMessage', TOPIC) },
  });
  subscribed();
});

test('an intact event path is reported from end to end', async () => {
  expect(await delivery?.run(run())).toBe('photos → uploads → process → process');
});

test.each<[string, () => void, RegExp]>([
  [
    'S3 notifies no topic',
    () => s3.on(GetBucketNotificationConfigurationCommand).resolves({}),
    /photos notifies no topic of objects created under originals\//,
  ],
  [
    'the topic does not accept S3',
    () => sns.on(GetTopicAttributesCommand).resolves({ Attributes: {} }),
    /the policy of \S+uploads does not allow S3 to publish/,
  ],
  [
    'the subscription was removed',
    () => sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [{ Endpoint: 'another' }] }),
    /uploads has no subscription of \S+process/,
  ],
  [
    'the subscription is filtered',
    () => {
      subscribed({ FilterPolicy: '{"a":["b"]}' });
    },
    /is filtered: \{"a":\["b"\]\}/,
  ],
  [
    'the queue does not accept SNS',
    () => sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { QueueArn: QUEUE } }),
    /the policy of \S+process does not allow SNS to send/,
  ],
])('it reports that %s', async (_, breakIt, sentence) => {
  breakIt();
  await expect(delivery?.run(run())).rejects.toThrow(sentence);
});

test.each<[object[], RegExp]>([
  [[], /has no trigger/],
  [[{ ...trigger, state: 'Disabled' }], /is Disabled/],
])('it reports the triggers %j', async (triggers, sentence) => {
  await expect(delivery?.run(run(triggers))).rejects.toThrow(sentence);
});

describe('a subscription to a topic that others own', () => {
  const filter = (s3: object, FilterPolicyScope = 'MessageBody') => ({
    FilterPolicy: JSON.stringify({ Records: { s3 } }),
    FilterPolicyScope,
  });
  const bucket = { name: ['photos'] };

  test.each([
    ['of the bucket', filter({ bucket })],
    ['of the bucket and its originals', filter({ bucket, object: { key: [{ prefix: 'originals/' }] } })],
    ['of the bucket and more', filter({ bucket, object: { key: [{ prefix: 'logs/' }, { prefix: 'orig' }] } })],
  ])('may have a filter %s', async (_what, attributes) => {
    subscribed(attributes);
    expect(await delivery?.run(run())).toContain('uploads');
  });

  test.each([
    ['of another bucket', filter({ bucket: { name: ['documents'] } })],
    ['of another folder', filter({ bucket, object: { key: [{ prefix: 'originals/new/' }] } })],
    ['that is applied to attributes', filter({ bucket }, 'MessageAttributes')],
  ])('is reported for a filter %s', async (_what, attributes) => {
    subscribed(attributes);
    await expect(delivery?.run(run())).rejects.toThrow('is filtered');
  });
});

describe('with EventBridge', () => {
  beforeEach(() => {
    s3.on(GetBucketNotificationConfigurationCommand).resolves({ EventBridgeConfiguration: {} });
    const Policy = policy('events.amazonaws.com', 'sqs:SendMessage', RULE);
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { QueueArn: QUEUE, Policy } });
    const rule = { Name: 'uploads', EventBusName: 'media' };
    bridge.on(DescribeRuleCommand, rule).resolves({ State: 'ENABLED' });
    const targets = { Rule: 'uploads', EventBusName: 'media' };
    bridge.on(ListTargetsByRuleCommand, targets).resolves({ Targets: [{ Id: 'process', Arn: QUEUE }] });
  });

  test('an intact event path is reported from end to end', async () => {
    expect(await delivery?.run(run())).toBe('photos → uploads → process → process');
  });

  test.each<[string, () => void, RegExp]>([
    [
      'the bucket does not send its events',
      () => s3.on(GetBucketNotificationConfigurationCommand).resolves({}),
      /photos does not send its events to EventBridge/,
    ],
    [
      'the rule is disabled',
      () => bridge.on(DescribeRuleCommand).resolves({ State: 'DISABLED' }),
      /rule\/media\/uploads is DISABLED/,
    ],
    [
      'the target was removed',
      () => bridge.on(ListTargetsByRuleCommand).resolves({ Targets: [] }),
      /does not have \S+process as a target/,
    ],
  ])('it reports that %s', async (_, breakIt, sentence) => {
    breakIt();
    await expect(delivery?.run(run())).rejects.toThrow(sentence);
  });
});
