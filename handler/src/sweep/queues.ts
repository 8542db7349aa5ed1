import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

import { reconcileMessage } from '../messages/reconcile.ts';

/** The most that SQS accepts in one request. */
const MESSAGES_PER_BATCH = 10;

/**
 * Returns a function that sends paths to the process queue, at most `rate()` per second.
 * @throws Error if SQS does not accept all of them: those that it accepted are queued again later, which is harmless
 */
export function createQueuer(sqs: SQSClient, url: string, rate: () => number, sleep: (ms: number) => Promise<unknown>) {
  return async (paths: readonly string[]): Promise<void> => {
    for (let start = 0; start < paths.length; start += MESSAGES_PER_BATCH) {
      const batch = paths.slice(start, start + MESSAGES_PER_BATCH);
      const due = Date.now();
      const entries = batch.map((path, i) => ({ Id: String(i), MessageBody: reconcileMessage(path, due) }));
      const { Failed: [failed] = [] } = await sqs.send(
        new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }),
      );
      if (failed !== undefined)
        throw new Error(`SQS did not accept a message: ${failed.Code ?? ''} ${failed.Message ?? ''}`);
      await sleep((batch.length / rate()) * 1000);
    }
  };
}

/** Approximate number of waiting messages, up to a minute old: good enough for pacing, but not for decisions. */
export async function waitingIn(sqs: SQSClient, url: string): Promise<number> {
  const name = 'ApproximateNumberOfMessages';
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] }));
  return Number(Attributes[name] ?? 0);
}

/** Sends a message that becomes visible `seconds` later (0 to 900). */
export async function sendLater(sqs: SQSClient, url: string, body: string, seconds: number): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, DelaySeconds: seconds }));
}
