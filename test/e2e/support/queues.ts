import { GetQueueAttributesCommand, PurgeQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';

import { until } from '../../support/until.ts';
import { output, sqs } from './stack.ts';

interface Depth {
  waiting: number;
  inFlight: number;
  delayed: number;
}

export async function depth(url: string): Promise<Depth> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  return {
    waiting: Number(Attributes['ApproximateNumberOfMessages']),
    inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible']),
    delayed: Number(Attributes['ApproximateNumberOfMessagesDelayed']),
  };
}

/** Waits until the process queue has no waiting or in-flight messages. */
export async function drained(): Promise<void> {
  await until('an empty queue', async () => {
    const { waiting, inFlight } = await depth(output('process_queue_url'));
    return waiting + inFlight === 0 ? true : null;
  });
}

/** Deletes what an earlier test left to be retried: it would come back only after minutes. */
export async function emptied(): Promise<void> {
  const QueueUrl = output('process_queue_url');
  const { waiting, inFlight } = await depth(QueueUrl);
  if (waiting + inFlight > 0) await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await drained();
}

/** Number of messages in both dead-letter queues. */
export async function deadLetters(): Promise<number> {
  const urls = [output('process_dead_letter_queue_url'), output('subscription_dead_letter_queue_url')];
  const depths = await Promise.all(urls.map(depth));
  return depths.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
}

/** Sets the process queue's visibility timeout, in seconds; returns the previous value. */
export async function setVisibilityTimeout(seconds: number): Promise<number> {
  const QueueUrl = output('process_queue_url');
  const AttributeNames = ['VisibilityTimeout' as const];
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: String(seconds) } }));
  return Number(Attributes['VisibilityTimeout']);
}
