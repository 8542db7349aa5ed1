import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';

import { readInvocation } from '../../../handler/src/process/events.ts';
import { PREFIXES } from '../../support/simulation/index.ts';
import type { Clients } from './servers.ts';

export interface Flow {
  readonly bucket: string;
  readonly queue: string;
}

/**
 * A bucket that notifies a topic of uploads and deletions, and a queue that receives these, as the module creates them.
 */
export async function createFlow({ s3, sns, sqs }: Clients, name: string): Promise<Flow> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const AttributeNames: QueueAttributeName[] = ['QueueArn'];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  const queueArn = Attributes?.['QueueArn'] ?? '';
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: queuePolicy(queueArn, TopicArn) }));
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queueArn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
  const Filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: PREFIXES.originals }] } };
  const Events = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] as const;
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: name,
      NotificationConfiguration: { TopicConfigurations: [{ TopicArn, Events: [...Events], Filter }] },
    }),
  );
  return { bucket: name, queue: QueueUrl ?? '' };
}

function queuePolicy(queueArn: string, topicArn: string | undefined): Record<string, string> {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  };
  return { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
}

/**
 * Receives the messages of the queue like process, and returns the paths to reconcile.
 * @param expected number of paths to wait for; returns early if the queue stays empty
 */
export async function looksIn({ sqs }: Clients, { bucket, queue }: Flow, expected: number): Promise<string[]> {
  const paths: string[] = [];
  for (let empty = 0; paths.length < expected && empty < 3;) {
    const request = { QueueUrl: queue, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
    empty = Messages.length === 0 ? empty + 1 : 0;
    for (const { MessageId, Body, ReceiptHandle } of Messages) {
      const record = { eventSource: 'aws:sqs', messageId: MessageId, body: Body, attributes: {} };
      const { findings } = readInvocation({ Records: [record] }, { bucket, prefixes: PREFIXES });
      for (const finding of findings) if (finding.kind === 'reconcile') paths.push(finding.path);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
    }
  }
  return paths;
}
