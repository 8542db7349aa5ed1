import { GetBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { judge } from '../../../ops/doctor/check.ts';
import { operations } from '../../../ops/doctor/checks/operations.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const HOST = 'https://sqs.eu-west-1.amazonaws.com/123456789012/';
const SQS = 'arn:aws:sqs:eu-west-1:123456789012:';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:uploads';
const [s3, sns, sqs] = [mockClient(S3Client), mockClient(SNSClient), mockClient(SQSClient)];
const options = { region: 'eu-west-1' };
const clients = { s3: new S3Client(options), sns: new SNSClient(options), sqs: new SQSClient(options) };
const deadLetters = operations.find(({ id }) => id === 'dead-letters');

const allowing = (Service: string, Action: string, source: string): string => {
  const Condition = { ArnEquals: { 'aws:SourceArn': source } };
  return JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service }, Action, Condition }] });
};
const redriven = (queue: string): string => JSON.stringify({ deadLetterTargetArn: SQS + queue });

const taking = (queue: string): string =>
  JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [SQS + queue] });

/** The attributes of queues that differ from the usual ones, by name. */
let attributes: Record<string, Record<string, string>>;

beforeEach(() => {
  for (const mock of [s3, sns, sqs]) mock.reset();
  attributes = {
    process: {
      RedrivePolicy: redriven('process-dead'),
      Policy: allowing('sns.amazonaws.com', 'sqs:SendMessage', TOPIC),
    },
    changes: { RedrivePolicy: redriven('changes-dead') },
    sweep: { RedrivePolicy: redriven('sweep-dead') },
    'process-dead': { RedriveAllowPolicy: taking('process') },
    'changes-dead': { RedriveAllowPolicy: taking('changes') },
    'sweep-dead': { RedriveAllowPolicy: taking('sweep') },
  };
  sqs.on(ListQueueTagsCommand).resolves({});
  sqs.on(GetQueueUrlCommand).callsFake(({ QueueName }: { QueueName: string }) => ({ QueueUrl: HOST + QueueName }));
  sqs.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }: { QueueUrl: string }) => {
    const name = QueueUrl.slice(HOST.length);
    return { Attributes: { QueueArn: SQS + name, ApproximateNumberOfMessages: '0', ...attributes[name] } };
  });
  const Filter = { Key: { FilterRules: [{ Name: 'Prefix' as never, Value: 'originals/' }] } };
  s3.on(GetBucketNotificationConfigurationCommand).resolves({
    TopicConfigurations: [{ TopicArn: TOPIC, Events: ['s3:ObjectCreated:*'], Filter }],
  });
  sns.on(GetTopicAttributesCommand).resolves({
    Attributes: { Policy: allowing('s3.amazonaws.com', 'sns:Publish', 'arn:aws:s3:::photos') },
  });
  sns
    .on(ListSubscriptionsByTopicCommand)
    .resolves({ Subscriptions: [{ Endpoint: `${SQS}process`, SubscriptionArn: 'arn' }] });
  sns.on(GetSubscriptionAttributesCommand).resolves({ Attributes: { RedrivePolicy: redriven('undelivered') } });
});

function found() {
  const queues = { process: `${HOST}process`, purge: `${HOST}changes` };
  const config = { prefixes: { originals: 'originals/' }, queues };
  const triggered = (queue: string) => ({ config, triggers: [{ queueArn: SQS + queue }] });
  const functions = { process: triggered('process'), purge: triggered('ticks.fifo'), sweep: triggered('sweep') };
  const run = { stack: { bucket: 'photos', config, functions }, clients } as unknown as Run;
  return deadLetters?.run(run).then((came) => ({ verdict: 'passed', came }), judge);
}

test('empty dead-letter queues of all queues but that of ticks, which need none, and of the subscription pass', async () => {
  expect(await found()).toEqual({
    verdict: 'passed',
    came: 'process-dead, changes-dead, sweep-dead, undelivered: empty',
  });
});

test.each([
  ['process-dead', { ApproximateNumberOfMessages: '2' }, 'process-dead: 2 waiting, 0 in flight'],
  ['undelivered', { ApproximateNumberOfMessagesNotVisible: '1' }, 'undelivered: 0 waiting, 1 in flight'],
  ['sweep', { RedrivePolicy: '' }, 'sweep has no dead-letter queue'],
  [
    'process',
    { RedrivePolicy: redriven('sweep-dead') },
    'the dead letters of process go to sweep-dead, which is not meant for them',
  ],
])('of the queue %s, %j is named', async (name, changed, came) => {
  attributes[name] = { ...attributes[name], ...changed };
  expect(await found()).toEqual({ verdict: 'failed', came });
});

test('a subscription whose undelivered events nothing keeps is named', async () => {
  sns.on(GetSubscriptionAttributesCommand).resolves({ Attributes: {} });
  expect(await found()).toEqual({ verdict: 'failed', came: 'what uploads sends has no dead-letter queue' });
});
