import { setTimeout as sleep } from 'node:timers/promises';
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';

import { clientOptions, outputOf } from '../../../local/bucket.ts';
import { watchBatch } from '../support/batch.ts';
import { minutes, openScenario } from '../support/scenario.ts';
import { untilIdle } from '../support/until-idle.ts';

const UPLOADS = 40;
const scenario = openScenario();

test('a queue that refuses the topic for an hour loses nothing: the next sweep finds every upload', async () => {
  const { site, state } = scenario;
  const QueueUrl = site.queue;
  const { Attributes } = await site.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
  const refusing = (Attributes?.['Policy'] ?? '').replace('"Allow"', '"Deny"');
  expect(refusing).toContain('"Deny"');
  const setPolicy = (Policy: string) =>
    site.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const batch = await watchBatch(site, scenario.pictures, UPLOADS, (number) => number % scenario.pictures.length);

  await setPolicy(refusing);
  await batch.upload(minutes(60));
  await sleep(minutes(2));
  const missed = (await batch.violations()).length;
  await setPolicy(Attributes?.['Policy'] ?? '');
  const sweepQueue = outputOf(state, 'sweep_queue_url');
  const MessageBody = JSON.stringify({ sweep: 'start', dryRun: false });
  await site.sqs.send(new SendMessageCommand({ QueueUrl: sweepQueue, MessageBody }));
  await untilIdle({ sqs: site.sqs, queue: sweepQueue });
  await untilIdle(site);

  expect(missed).toBeGreaterThanOrEqual(UPLOADS);
  expect(await batch.violations()).toEqual([]);
}, 360_000);

test('on AWS the subscription would keep them: its dead-letter queue accepts its messages', async () => {
  const { site, state } = scenario;
  const sns = new SNSClient(clientOptions(state));
  const TopicArn = outputOf(state, 'uploads_topic_arn');
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const [subscription] = Subscriptions.filter(({ Endpoint }) => Endpoint === outputOf(state, 'process_queue_arn'));
  const { SubscriptionArn } = subscription ?? {};
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  sns.destroy();
  const queue = outputOf(state, 'subscription_dead_letter_queue_arn');
  expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '{}')).toEqual({ deadLetterTargetArn: queue });

  const QueueUrl = outputOf(state, 'subscription_dead_letter_queue_url');
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy', 'MessageRetentionPeriod'] });
  const { Policy = '{}', MessageRetentionPeriod } = (await site.sqs.send(asked)).Attributes ?? {};
  expect((JSON.parse(Policy) as { Statement: unknown[] }).Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queue,
      Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
    }),
  );
  expect(Number(MessageRetentionPeriod)).toBe(14 * 86_400);
});
