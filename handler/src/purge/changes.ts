import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

import { each } from '../reconcile/each.ts';

/** The most that SQS delivers and accepts in one request. */
const MESSAGES_PER_BATCH = 10;
/** Number of concurrent receive requests, after the first returned something. */
const RECEIVES_AT_ONCE = 8;
/**
 * In seconds: the minimum that makes SQS query all of its servers instead of a sample, so that an empty response means
 * an empty queue, as far as SQS can tell
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html).
 */
const LONG_POLL_SECONDS = 1;

/** A message of the purge queue. */
export interface Change {
  readonly id: string;
  readonly body: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly sent: number;
  /** The receipt handle with which SQS deletes it. */
  readonly receipt: string;
}

/**
 * Receives messages from the queue until it is empty or `isEnough` returns true. Messages that arrive meanwhile are
 * received too, or stay for the next drain. Received messages are hidden from others until the queue's visibility
 * timeout is over.
 */
export async function take(sqs: SQSClient, queue: string, isEnough: (taken: number) => boolean): Promise<Change[]> {
  const taken = new Map<string, Change>();
  for (let pollers = 1; ; pollers = RECEIVES_AT_ONCE) {
    // If one of them fails, none of the others may still be receiving when this throws.
    const batches = await each(Array.from({ length: pollers }), () => receive(sqs, queue));
    // If a message was received twice, its newest receipt deletes it.
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
 * Deletes processed messages.
 * @throws Error if SQS did not delete some: those are delivered and purged again
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
    `SQS did not delete ${others.length + 1} of ${changes.length} messages (${first.Code ?? ''}: ${first.Message ?? ''}): they will be purged again`,
  );
}
