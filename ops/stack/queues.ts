import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';

import { describeQueue, type Queue } from '../redrive/queue.ts';
import type { Stack } from './stack.ts';

/** All queues of the stack except dead-letter queues. */
export async function stackQueues(sqs: SQSClient, { config, functions }: Stack): Promise<Queue[]> {
  const { process, purge } = config.queues;
  const arns = Object.values(functions).flatMap(({ triggers }) => triggers.map(({ queueArn }) => queueArn));
  const changes = Object.values(functions).flatMap(({ config: own }) =>
    own instanceof Error ? [] : [own.queues.purge],
  );
  const given = [process, purge, ...changes, ...arns].filter((each) => each !== null);
  const queues = await Promise.all([...new Set(given)].map((each) => describeQueue(sqs, each)));
  return [...new Map(queues.map((queue) => [queue.arn, queue])).values()];
}

/**
 * The queues whose messages trigger a function immediately. Changes wait for the next tick of purge's schedule by
 * design, and ticks (in the only FIFO queue) always arrive every minute.
 */
export async function feedingQueues(sqs: SQSClient, stack: Stack): Promise<Queue[]> {
  const arns = Object.values(stack.functions).flatMap(({ triggers }) => triggers.map(({ queueArn }) => queueArn));
  const feeding = (await stackQueues(sqs, stack)).filter(({ arn, url }) => {
    return arns.includes(arn) || url === stack.config.queues.process;
  });
  return feeding.filter(({ name }) => !name.endsWith('.fifo'));
}

export interface Subscription {
  /** ARN of the queue for undeliverable messages. */
  readonly deadLetterArn: string | undefined;
  /** Filter policy, if there is one. */
  readonly filter: string | undefined;
  /** What the filter is applied to: `MessageAttributes` or `MessageBody`. */
  readonly scope: string | undefined;
}

/** A queue's subscription to a topic; null if there is none. */
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
        scope: Attributes['FilterPolicyScope'],
      };
    }
  }
  return null;
}
