import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

import { each } from '../reconcile/each.ts';

/** What SQS gives and takes in one request. */
const MESSAGES_PER_BATCH = 10;
/** Requests for more that are under way at a time, once there was something. */
const RECEIVES_AT_ONCE = 8;
/**
 * Seconds, the least that makes SQS ask all of its servers instead of a sample: so an empty answer means an empty queue, as far
 * as SQS can tell (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html).
 */
const LONG_POLL_SECONDS = 1;

/** A message of the purge queue. */
export interface Change {
  readonly id: string;
  readonly body: string;
  /** When it was sent, in milliseconds. */
  readonly sent: number;
  /** What SQS wants to delete it by. */
  readonly receipt: string;
}

/**
 * Takes what waits in the queue, until nothing more does or `isEnough` says so. What arrives meanwhile is taken too, or stays
 * for the next drain. Nobody else is given what was taken until the queue's visibility timeout is over.
 */
export async function take(sqs: SQSClient, queue: string, isEnough: (taken: number) => boolean): Promise<Change[]> {
  const taken = new Map<string, Change>();
  for (let pollers = 1; ; pollers = RECEIVES_AT_ONCE) {
    // Whatever one of them fails by, none may go on taking when this has failed.
    const batches = await each(Array.from({ length: pollers }), () => receive(sqs, queue));
    // The same message twice: its newest receipt deletes it.
    for (const change of batches.flat()) taken.set(change.id, change);
    if (batches.every(({ length }) => length === 0) || isEnough(taken.size)) return [...taken.values()];
  }
}

async function receive(sqs: SQSClient, queue: string): Promise<Change[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue,
      MaxNumberOfMessages: MESSAGES_PER_BATCH,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages.map(changeOf);
}

const changeOf = ({ MessageId = '', Body = '', Attributes, ReceiptHandle = '' }: Message): Change => ({
  id: MessageId,
  body: Body,
  sent: Number(Attributes?.SentTimestamp ?? 0),
  receipt: ReceiptHandle,
});

/**
 * Deletes what is done with.
 * @throws Error if SQS kept some: those are delivered again, and purged once more
 */
export async function remove(sqs: SQSClient, queue: string, changes: readonly Change[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(changes.length / MESSAGES_PER_BATCH) }, (_, index) =>
    changes.slice(index * MESSAGES_PER_BATCH, (index + 1) * MESSAGES_PER_BATCH),
  );
  const kept = await each(batches, async (batch) => {
    const entries = batch.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
    const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries: entries }));
    return Failed;
  });
  const [first, ...others] = kept.flat();
  if (first === undefined) return;
  throw new Error(
    `SQS did not delete ${others.length + 1} of ${changes.length} messages (${first.Code ?? ''}: ${first.Message ?? ''}): they are purged once more`,
  );
}
