import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

export interface Stored {
  id: string;
  body: string;
  attributes: Record<string, MessageAttributeValue>;
  hiddenUntil: number;
}

/** In-memory queues with SQS's visibility timeout, on a clock that only polling and `advance` move. */
export function memorySqs() {
  const queues = new Map<string, Stored[]>();
  const log: { call: 'send' | 'delete'; id: string }[] = [];
  let now = 0;
  let ids = 0;
  let fault: (call: string, body: string) => Error | undefined = () => undefined;

  const queue = (url: string | undefined) => {
    const found = queues.get(url ?? '');
    if (!found) throw new Error(`no queue ${String(url)}`);
    return found;
  };
  const check = (call: string, body: string) => {
    const error = fault(call, body);
    if (error) throw error;
  };
  const put = (url: string | undefined, body: string, attributes: Stored['attributes'] = {}) => {
    const id = `m${String((ids += 1))}`;
    queue(url).push({ id, body, attributes, hiddenUntil: 0 });
    return id;
  };

  /** What SQS answers to a command. A mock of the SDK would keep each call with its stack, and take most of the time. */
  const perform = (command: unknown): object => {
    if (command instanceof ReceiveMessageCommand) return receive(command.input);
    if (command instanceof SendMessageCommand) return send(command.input);
    if (command instanceof DeleteMessageCommand) return remove(command.input);
    if (command instanceof ChangeMessageVisibilityCommand) return change(command.input);
    throw new Error(`The queues in memory do not know ${(command as object).constructor.name}`);
  };
  const receive = (input: ReceiveMessageCommand['input']) => {
    check('receive', '');
    const visible = queue(input.QueueUrl).filter(({ hiddenUntil }) => hiddenUntil <= now);
    const taken = visible.slice(0, input.MaxNumberOfMessages ?? 1);
    if (taken.length === 0) now += (input.WaitTimeSeconds ?? 0) * 1000;
    for (const message of taken) message.hiddenUntil = now + (input.VisibilityTimeout ?? 30) * 1000;
    return {
      Messages: taken.map(({ id, body, attributes }) => ({
        MessageId: id,
        ReceiptHandle: id,
        Body: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { ...value, StringListValues: [], BinaryListValues: [] },
          ]),
        ),
      })),
    };
  };
  const send = (input: SendMessageCommand['input']) => {
    check('send', input.MessageBody ?? '');
    for (const value of Object.values(input.MessageAttributes ?? {})) {
      if (value.StringListValues ?? value.BinaryListValues) throw new Error('UnsupportedOperation: list values');
    }
    log.push({ call: 'send', id: input.MessageBody ?? '' });
    return { MessageId: put(input.QueueUrl, input.MessageBody ?? '', input.MessageAttributes) };
  };
  const remove = (input: DeleteMessageCommand['input']) => {
    const messages = queue(input.QueueUrl);
    const index = messages.findIndex(({ id }) => id === input.ReceiptHandle);
    check('delete', messages[index]?.body ?? '');
    log.push({ call: 'delete', id: messages[index]?.body ?? '' });
    if (index >= 0) messages.splice(index, 1);
    return {};
  };
  const change = (input: ChangeMessageVisibilityCommand['input']) => {
    for (const message of queue(input.QueueUrl)) {
      if (message.id === input.ReceiptHandle) message.hiddenUntil = now + (input.VisibilityTimeout ?? 0) * 1000;
    }
    return {};
  };

  const client = Object.create(SQSClient.prototype) as SQSClient;
  // The SDK returns its results and errors as promises.
  Object.defineProperty(client, 'send', {
    value: (command: unknown) =>
      new Promise((resolve) => {
        resolve(perform(command));
      }),
  });

  return {
    client,
    /** Sends and deletes, by body, in order. */
    log,
    create: (url: string) => queues.set(url, []),
    put,
    messages: (url: string) => queue(url),
    bodies: (url: string) => queue(url).map(({ body }) => body),
    /** Number of messages that are not visible now. */
    hidden: (url: string) => queue(url).filter(({ hiddenUntil }) => hiddenUntil > now).length,
    advance: (ms: number) => (now += ms),
    /** Decides for each receive, send and delete whether it fails. */
    failWhen: (decide: typeof fault) => (fault = decide),
  };
}
