import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { clientOptions, s3Of } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import type { State } from '../../local/state.ts';
import { s3Event, s3Record } from '../support/events.ts';
import { until } from '../support/until.ts';
import { startOwn } from './support/own-emulator.ts';

let home: Home;
let state: State;
let sqs: SQSClient;
let sns: SNSClient;
let bridge: EventBridgeClient;

beforeAll(async () => {
  ({ home, state } = await startOwn('events'));
  sqs = new SQSClient(clientOptions(state));
  sns = new SNSClient(clientOptions(state));
  bridge = new EventBridgeClient(clientOptions(state));
});

afterAll(() => stopEmulator(home));

interface Queue {
  url: string;
  arn: string;
}

/** A queue that a service may send to for one source, or nobody. */
async function queueFor(name: string, service?: string, source?: string, client = sqs): Promise<Queue> {
  const { QueueUrl: url = '' } = await client.send(new CreateQueueCommand({ QueueName: name }));
  const wanted = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
  const arn = (await client.send(wanted)).Attributes?.['QueueArn'] ?? '';
  const statement = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': source } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  if (service !== undefined) {
    await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  }
  return { url, arn };
}

/** Bodies of the messages that a queue holds now: the emulator delivers before it answers. */
async function bodiesIn({ url }: Queue, client = sqs): Promise<unknown[]> {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown);
}

describe('a filter on the body of messages', () => {
  test('looks into arrays of objects, and wants all of it from the same object', async () => {
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'shared' }));
    const queue = await queueFor('filtered', 'sns.amazonaws.com', TopicArn);
    const s3 = { bucket: { name: ['photos'] }, object: { key: [{ prefix: 'originals/' }] } };
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: queue.arn,
        Attributes: {
          RawMessageDelivery: 'true',
          FilterPolicyScope: 'MessageBody',
          FilterPolicy: JSON.stringify({ Records: { s3 } }),
        },
      }),
    );
    const ours = s3Event({ key: 'originals/a.jpg', bucket: 'photos' });
    const elsewhere = s3Record({ key: 'logs/a', bucket: 'photos' });
    const others = s3Record({ key: 'originals/a.jpg', bucket: 'documents' });
    const documents = [
      ours,
      { Records: [elsewhere] },
      { Records: [others] },
      // Each condition holds for one of the records, but both for none.
      { Records: [elsewhere, others] },
      { Event: 's3:TestEvent' },
      { type: 'order' },
      'text',
    ];
    for (const document of documents) {
      await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(document) }));
    }
    expect(await bodiesIn(queue)).toEqual([ours]);
  });
});

test('an upload by form is announced in the region of its bucket, which nothing but the form names', async () => {
  const region = 'eu-central-1';
  const s3 = s3Of(state, region);
  const there = new SQSClient(clientOptions(state, region));
  const queue = await queueFor('forms', 's3.amazonaws.com', 'arn:aws:s3:::forms', there);
  const Bucket = 'forms';
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
  const QueueConfigurations = [{ QueueArn: queue.arn, Events: ['s3:ObjectCreated:*' as const] }];
  const NotificationConfiguration = { QueueConfigurations };
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration,
      SkipDestinationValidation: true,
    }),
  );
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it brings an S3 client of its own version
  const { url, fields } = await createPresignedPost(s3, { Bucket, Key: 'originals/a.jpg' });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['a photo']));
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
  const event = await until('the event', async () => {
    const found = (await bodiesIn(queue, there)) as { Records?: object[] }[];
    return found.flatMap(({ Records = [] }) => Records)[0] ?? null;
  });
  expect(event).toMatchObject({ eventName: 'ObjectCreated:Post', awsRegion: region });
  s3.destroy();
  there.destroy();
});

describe('an event whose rule has a queue as its target', () => {
  const rule = 'arn:aws:events:us-east-1:000000000000:rule/sends';

  async function sendWith(detailType: string, target: Queue, deadLetters?: Queue): Promise<void> {
    const pattern = { source: ['darkroom'], 'detail-type': [detailType] };
    await bridge.send(new PutRuleCommand({ Name: 'sends', EventPattern: JSON.stringify(pattern) }));
    const dead = deadLetters && { DeadLetterConfig: { Arn: deadLetters.arn } };
    await bridge.send(new PutTargetsCommand({ Rule: 'sends', Targets: [{ Id: 'queue', Arn: target.arn, ...dead }] }));
    const Entries = [{ Source: 'darkroom', DetailType: detailType, Detail: '{"path":"a.jpg"}' }];
    const { FailedEntryCount } = await bridge.send(new PutEventsCommand({ Entries }));
    expect(FailedEntryCount).toBe(0);
  }

  test('reaches it if its policy allows the rule', async () => {
    const queue = await queueFor('open', 'events.amazonaws.com', rule);
    await sendWith('reaches', queue);
    expect(await bodiesIn(queue)).toMatchObject([{ source: 'darkroom', detail: { path: 'a.jpg' } }]);
  });

  test.each<[string, [service?: string, source?: string]]>([
    ['has no policy', []],
    ['allows another rule', ['events.amazonaws.com', 'arn:aws:events:us-east-1:000000000000:rule/another']],
    ['allows another service', ['sns.amazonaws.com', rule]],
  ])('becomes a dead letter of the target if the queue %s', async (why, allowed) => {
    const name = why.replaceAll(' ', '-');
    const queue = await queueFor(name, ...allowed);
    const dead = await queueFor(`${name}-dead`, 'events.amazonaws.com', rule);
    await sendWith(name, queue, dead);
    expect(await bodiesIn(queue)).toEqual([]);
    expect(await bodiesIn(dead)).toMatchObject([{ source: 'darkroom', 'detail-type': name }]);
  });

  test('becomes a dead letter of the target if there is no such queue', async () => {
    const dead = await queueFor('gone-dead', 'events.amazonaws.com', rule);
    await sendWith('gone', { url: '', arn: 'arn:aws:sqs:us-east-1:000000000000:gone' }, dead);
    expect(await bodiesIn(dead)).toHaveLength(1);
  });
});

test('a policy can allow events of one source only', async () => {
  const iam = new IAMClient(clientOptions(state));
  await iam.send(new CreateUserCommand({ UserName: 'sender' }));
  const statement = {
    Effect: 'Allow',
    Action: 'events:PutEvents',
    Resource: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
    Condition: { StringEquals: { 'events:source': ['darkroom'] } },
  };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new PutUserPolicyCommand({ UserName: 'sender', PolicyName: 'events', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'sender' }));
  iam.destroy();
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const sender = new EventBridgeClient({ ...clientOptions(state), credentials: { accessKeyId, secretAccessKey } });
  const put = (...sources: string[]) =>
    sender.send(
      new PutEventsCommand({ Entries: sources.map((Source) => ({ Source, DetailType: 'ready', Detail: '{}' })) }),
    );
  await expect(put('darkroom')).resolves.toMatchObject({ FailedEntryCount: 0 });
  await expect(put('orders')).rejects.toMatchObject({ name: expect.stringMatching('AccessDenied') as unknown });
});
