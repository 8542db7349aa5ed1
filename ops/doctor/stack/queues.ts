import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { describeQueue, type Queue } from '../../redrive/queue.ts';
import type { Stack } from './stack.ts';

/** The queues that feed the stack's functions. */
export async function feedingQueues(sqs: SQSClient, { config, functions }: Stack): Promise<Queue[]> {
  const arns = Object.values(functions).flatMap(({ triggers }) => triggers.map(({ queueArn }) => queueArn));
  const queues = await Promise.all([config.queues.process, ...arns].map((given) => describeQueue(sqs, given)));
  return [...new Map(queues.map((queue) => [queue.arn, queue])).values()];
}

export interface Subscription {
  /** ARN of the queue for what can't be delivered. */
  readonly deadLetterArn: string | undefined;
  /** What is passed on, where that is not everything. */
  readonly filter: string | undefined;
}

/** A queue's subscription to a topic; null where there is none. */
export async function findSubscription(
  client: SNSClient,
  TopicArn: string,
  queueArn: string,
): Promise<Subscription | null> {
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    for (const { Endpoint, SubscriptionArn = '' } of page.Subscriptions ?? []) {
      if (Endpoint !== queueArn) continue;
      const { Attributes = {} } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      const policy = JSON.parse(Attributes['RedrivePolicy'] ?? '{}') as { deadLetterTargetArn?: string };
      const filter = Attributes['FilterPolicy'];
      return {
        deadLetterArn: policy.deadLetterTargetArn,
        filter: filter === '{}' || filter === '' ? undefined : filter,
      };
    }
  }
  return null;
}
