import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';

import { clientOptions } from '../../../local/bucket.ts';
import { changeNotifications, type Mend } from './doctor-faults.ts';
import { drained } from './queues.ts';
import { output, sqs, state } from './stack.ts';

const sns = new SNSClient(clientOptions(state));
const scheduler = new SchedulerClient(clientOptions(state));

export function destroyDeliveryClients(): void {
  sns.destroy();
  scheduler.destroy();
}

/** Has the topic's policy allow only its owner, as a new topic's does. */
export async function closeTopic(): Promise<Mend> {
  const TopicArn = output('uploads_topic_arn');
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const set = (AttributeValue: string) =>
    sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  const account = TopicArn.split(':')[4] ?? '';
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sns:Publish', Resource: TopicArn },
  ];
  await set(JSON.stringify({ Version: '2012-10-17', Statement }));
  return () => set(Attributes['Policy'] ?? '');
}

/** Removes the process queue's subscription; mended, it has another ARN. */
export async function unsubscribe(): Promise<Mend> {
  const TopicArn = output('uploads_topic_arn');
  const Endpoint = output('process_queue_arn');
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const SubscriptionArn = Subscriptions.find((each) => each.Endpoint === Endpoint)?.SubscriptionArn;
  const { Attributes: usual = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  const kept = ['RawMessageDelivery', 'RedrivePolicy', 'FilterPolicyScope', 'FilterPolicy'];
  const Attributes = Object.fromEntries(kept.flatMap((name) => (usual[name] ? [[name, usual[name]]] : [])));
  return () => sns.send(new SubscribeCommand({ TopicArn, Endpoint, Protocol: 'sqs', Attributes }));
}

export async function tellOfUploadsOnly(): Promise<Mend> {
  const mend = await changeNotifications((topics) =>
    topics.map((topic) => ({ ...topic, Events: ['s3:ObjectCreated:*'] })),
  );
  // S3 sends a test event whenever notifications are set, and the doctor says nothing of queues that others use.
  await drained();
  return mend;
}

/** @param name of the schedule, which is that of its function */
export async function disableSchedule(name: string): Promise<Mend> {
  const usual = await scheduler.send(new GetScheduleCommand({ Name: name }));
  const { Description, ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target } = usual;
  const always = { Description, ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target };
  const put = (State: 'ENABLED' | 'DISABLED') =>
    scheduler.send(new UpdateScheduleCommand({ ...always, Name: name, State }));
  await put('DISABLED');
  return () => put('ENABLED');
}

export async function leaveDeadLetter(queue: 'process' | 'subscription'): Promise<Mend> {
  const QueueUrl = output(`${queue}_dead_letter_queue_url`);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  return () => sqs.send(new PurgeQueueCommand({ QueueUrl }));
}
