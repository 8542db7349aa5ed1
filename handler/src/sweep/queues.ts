import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

import { lookMessage } from '../looks.ts';

/** What SQS takes in one request. */
const BATCH = 10;

/**
 * Returns a function that puts paths on the process queue, at most `rate` a second.
 * @throws Error if SQS does not take all of them: those that it took are then queued again, which is harmless
 */
export function createQueuer(sqs: SQSClient, url: string, rate: number, sleep: (ms: number) => Promise<unknown>) {
  return async (paths: readonly string[]): Promise<void> => {
    for (let start = 0; start < paths.length; start += BATCH) {
      const batch = paths.slice(start, start + BATCH);
      const entries = batch.map((path, i) => ({ Id: String(i), MessageBody: lookMessage(path) }));
      const { Failed: [failed] = [] } = await sqs.send(
        new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }),
      );
      if (failed !== undefined)
        throw new Error(`SQS did not take a message: ${failed.Code ?? ''} ${failed.Message ?? ''}`);
      await sleep((batch.length / rate) * 1000);
    }
  };
}

type Count =
  'ApproximateNumberOfMessages' | 'ApproximateNumberOfMessagesNotVisible' | 'ApproximateNumberOfMessagesDelayed';

async function counts(sqs: SQSClient, url: string, names: Count[]): Promise<number> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names }));
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** About how many messages wait to be taken. */
export const waitingIn = (sqs: SQSClient, url: string): Promise<number> =>
  counts(sqs, url, ['ApproximateNumberOfMessages']);

/** About how many messages there are: waiting, in somebody's hands, and delayed. */
export const allIn = (sqs: SQSClient, url: string): Promise<number> =>
  counts(sqs, url, [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ]);

/** Sends a message that comes out `seconds` later (0 to 900). */
export async function sendLater(sqs: SQSClient, url: string, body: string, seconds: number): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, DelaySeconds: seconds }));
}
