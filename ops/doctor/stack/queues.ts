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

/** ARN of a queue's subscription to a topic, and of the queue for what can't be delivered; null where there is none. */
export async function findSubscription(
  client: SNSClient,
  TopicArn: string,
  queueArn: string,
): Promise<{ deadLetterArn: string | undefined } | null> {
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    for (const { Endpoint, SubscriptionArn = '' } of page.Subscriptions ?? []) {
      if (Endpoint !== queueArn) continue;
      const { Attributes = {} } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      const policy = JSON.parse(Attributes['RedrivePolicy'] ?? '{}') as { deadLetterTargetArn?: string };
      return { deadLetterArn: policy.deadLetterTargetArn };
    }
  }
  return null;
}
