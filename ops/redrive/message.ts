import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Seconds for which a message in hand is hidden from others; after a crash it is back in its queue this much later. */
export const HOLD_SECONDS = 60;

/** Two seconds is long polling: SQS asks all of its servers, so that an empty answer means an empty queue. */
const POLL_SECONDS = 2;

export async function receive(sqs: SQSClient, url: string, most: number): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: most,
      VisibilityTimeout: HOLD_SECONDS,
      WaitTimeSeconds: POLL_SECONDS,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

/**
 * Sends a copy of a message, and returns the copy's id. Body and message attributes are the same. SQS gives the copy its own
 * id, sender and time of sending, and its receive count starts anew. The trace header is left behind on purpose: Lambda's
 * loop detection counts along it, and a redrive is a new beginning.
 */
export async function sendOn(sqs: SQSClient, url: string, message: Message): Promise<string> {
  const { MessageId } = await sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: message.Body ?? '',
      MessageAttributes: attributesOf(message),
    }),
  );
  return MessageId ?? '';
}

export async function remove(sqs: SQSClient, url: string, message: Message): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
}

/** Gives a message back at once. If that fails it comes back by itself, after `HOLD_SECONDS`. */
export async function giveBack(sqs: SQSClient, url: string, message: Message): Promise<void> {
  await sqs
    .send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 }),
    )
    .catch(() => undefined);
}

// SQS hands out empty list fields that it refuses to take back.
function attributesOf({ MessageAttributes = {} }: Message): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        DataType,
        ...(StringValue !== undefined && { StringValue }),
        ...(BinaryValue !== undefined && { BinaryValue }),
      },
    ]),
  );
}
