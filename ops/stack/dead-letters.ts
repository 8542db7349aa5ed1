import { describeQueue, type Queue } from '../redrive/queue.ts';
import type { Found } from '../with-stack.ts';
import { stackQueues } from './queues.ts';
import { sourceOf } from './source.ts';
import { configOf, DEAD_LETTER_USES, type DeadLetterUse } from './stack.ts';

/** Those that the stack has. That of the subscription is left out if the way from the bucket to the queue is broken. */
export async function deadLetterQueues(found: Found): Promise<ReadonlyMap<DeadLetterUse, Queue>> {
  const { stack, clients } = found;
  const { config, functions } = stack;
  const queues = await stackQueues(clients.sqs, stack);
  const urls = { process: config.queues.process, purge: purgeQueueOf(found), sweep: sweepQueueOf(found) };
  const arns = new Map<DeadLetterUse, string>();
  for (const use of ['process', 'purge', 'sweep'] as const) {
    const triggers = use === 'purge' ? [] : (functions[use]?.triggers.map(({ queueArn }) => queueArn) ?? []);
    const queue = queues.find(({ arn, url }) => url === urls[use] || triggers.includes(arn));
    if (queue?.deadLetterArn !== undefined) arns.set(use, queue.deadLetterArn);
  }
  const source = await sourceOf(found).catch(() => null);
  if (source?.deadLetterArn !== undefined) arns.set('subscription', source.deadLetterArn);
  const described = DEAD_LETTER_USES.flatMap((use) => {
    const arn = arns.get(use);
    return arn === undefined ? [] : [describeQueue(clients.sqs, arn).then((queue) => [use, queue] as const)];
  });
  return new Map(await Promise.all(described));
}

/** @throws Error that lists those that the stack has, if this is none of them */
export async function deadLetterQueue(found: Found, use: DeadLetterUse): Promise<Queue> {
  const queues = await deadLetterQueues(found);
  const queue = queues.get(use);
  if (queue !== undefined) return queue;
  throw new Error(
    `No dead-letter queue of ${use} was found: ${found.stack.name} has those of ${[...queues.keys()].join(', ')}. Name it with --queue.`,
  );
}

/** URL of the queue of changed paths; undefined if the stack has no purge. */
export const purgeQueueOf = ({ stack }: Found): string | undefined =>
  configOf(stack, 'purge')?.purge?.queue ?? configOf(stack, 'process')?.queues.purge ?? undefined;

/** URL of the queue that starts a sweep; undefined if the stack has no sweep. */
export const sweepQueueOf = ({ stack }: Found): string | undefined => configOf(stack, 'sweep')?.sweep?.queue;
