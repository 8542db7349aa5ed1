import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { type EventMessage, eventSchema } from '../../../handler/src/manifest.ts';
import { clientOptions } from '../../../local/bucket.ts';
import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { processed, remove } from '../support/objects.ts';
import { output, sqs, state } from '../support/stack.ts';

const sns = new SNSClient(clientOptions(state));
let queue = '';
let subscription = '';

/** As another team would: a queue with a filtered subscription. */
beforeAll(async () => {
  const TopicArn = output('events_topic_arn');
  const condition = { ArnEquals: { 'aws:SourceArn': TopicArn } };
  const principal = { Service: 'sns.amazonaws.com' };
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: 'sqs:SendMessage',
    Resource: '*',
    Condition: condition,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const created = await sqs.send(new CreateQueueCommand({ QueueName: 'gallery', Attributes: { Policy } }));
  queue = created.QueueUrl ?? '';
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['QueueArn'] }),
  );
  const subscribed = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.['QueueArn'],
      Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify({ type: ['ready', 'removed'] }) },
      ReturnSubscriptionArn: true,
    }),
  );
  subscription = subscribed.SubscriptionArn ?? '';
});

afterAll(async () => {
  await sns.send(new UnsubscribeCommand({ SubscriptionArn: subscription }));
  await sqs.send(new DeleteQueueCommand({ QueueUrl: queue }));
  sns.destroy();
});

async function nextEvent(): Promise<EventMessage> {
  return until('an event', async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 1 }));
    const [message] = Messages;
    if (message === undefined) return null;
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: message.ReceiptHandle }));
    return eventSchema.parse(JSON.parse(message.Body ?? ''));
  });
}

test('a subscriber receives ready and removed events, with the manifest, but not the ones that it filters out', async () => {
  const path = 'events/heard.jpg';
  await processed('events/rejected.jpg', Buffer.from('no image'));
  const manifest = await processed(path, await photograph(320, 240));

  expect(await nextEvent()).toEqual({
    type: 'ready',
    stack: 'darkroom-e2e',
    bucket: output('bucket_name'),
    path,
    manifest,
  });
  await remove(path);
  expect(await nextEvent()).toMatchObject({ type: 'removed', path, manifest: null });
});
