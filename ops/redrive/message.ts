import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Visibility timeout in seconds of a message in progress; after a crash it is visible again after this time. */
export const HOLD_SECONDS = 60;

/** Seconds of long polling: SQS then queries all of its servers, so an empty response means an empty queue. */
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
 * Sends a copy of a message and returns the copy's id. Body and message attributes are the same; id, sender, sent
 * timestamp and receive count are new. The X-Ray trace header is dropped on purpose: Lambda's loop detection counts
 * invocations along it, and a redrive should start from zero.
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

/** Makes a message visible again immediately. If that fails, it becomes visible after `HOLD_SECONDS`. */
export async function giveBack(sqs: SQSClient, url: string, message: Message): Promise<void> {
  await sqs
    .send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 }),
    )
    .catch(() => undefined);
}

// SQS returns empty list fields that SendMessage refuses.
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
