import { type DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

import { purgeMessage } from '../../../handler/src/messages/purge.ts';

interface Stored {
  readonly id: string;
  readonly path: string;
  readonly sent: number;
  visibleFrom: number;
  gone: boolean;
  receives: number;
}

export interface Chances {
  /** True once in `n` calls, at random. */
  readonly once: (n: number) => boolean;
  /** A random whole number below `n`. */
  readonly below: (n: number) => number;
}

/**
 * A standard queue on its own clock, as SQS documents it: any order, occasional deliveries of a message that another
 * consumer holds or has deleted, partial batches, and empty responses although messages exist.
 */
export function createChangesQueue({ once, below }: Chances, now: () => number, visibilitySeconds: number) {
  const messages: Stored[] = [];
  const byReceipt = new Map<string, Stored>();

  function receive() {
    const visible = messages.filter(({ gone, visibleFrom }) => (!gone && visibleFrom <= now()) || once(150));
    if (once(8)) return {};
    const most = 1 + below(10);
    const taken = Array.from({ length: Math.min(most, visible.length) }, () =>
      visible.splice(below(visible.length), 1),
    ).flat();
    return {
      Messages: taken.map((message) => {
        message.visibleFrom = now() + visibilitySeconds * 1000;
        message.receives += 1;
        const ReceiptHandle = `${message.id}/${message.receives}`;
        byReceipt.set(ReceiptHandle, message);
        return {
          MessageId: message.id,
          Body: purgeMessage(message.path),
          ReceiptHandle,
          Attributes: { SentTimestamp: String(message.sent) },
        };
      }),
    };
  }

  function remove({ Entries = [] }: DeleteMessageBatchCommand['input']) {
    const Failed = Entries.flatMap(({ Id = '', ReceiptHandle = '' }) => {
      if (once(40)) return [{ Id, Code: 'InternalError', SenderFault: false }];
      const message = byReceipt.get(ReceiptHandle);
      if (message !== undefined) message.gone = true;
      return [];
    });
    return { Failed };
  }

  return {
    messages,
    send: (path: string) =>
      messages.push({ id: `m${messages.length}`, path, sent: now(), visibleFrom: now(), gone: false, receives: 0 }),
    left: () => messages.filter(({ gone }) => !gone).length,
    /** A client of it; every request passes `through`, which may fail or end it before or after its execution. */
    client: (through: <T>(carryOut: () => T) => Promise<T>): SQSClient =>
      ({
        send: (command: unknown) =>
          through(() =>
            command instanceof ReceiveMessageCommand ? receive() : remove((command as DeleteMessageBatchCommand).input),
          ),
      }) as unknown as SQSClient,
  };
}
