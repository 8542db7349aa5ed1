import { setTimeout as sleep } from 'node:timers/promises';
import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

import { parseJson } from '../../handler/src/json.ts';
import type { EventPage, PlaygroundEvent } from '../../playground/api/answers.ts';
import { eventsIn } from '../../playground/api/event-of.ts';
import type { EventLog } from '../../playground/api/host.ts';
import { clientOptions } from '../bucket.ts';
import type { State } from '../state.ts';

/** How many events are kept for pages that open later. */
const KEPT = 500;
/** How long a page's request waits for an event: shorter than any proxy's patience. */
const WAIT_MS = 20_000;
const RETRY_MS = 2000;

export interface Listening extends EventLog {
  /** Removes the queue and its subscriptions. */
  readonly close: () => Promise<void>;
}

/** Listens to the topics of a stack through a queue of its own, and keeps what it hears. */
export async function listen(state: State, queue: string, prefix: string): Promise<Listening> {
  const topics = ['uploads_topic_arn', 'events_topic_arn'].flatMap((name) => {
    const arn = state.outputs?.[name];
    return typeof arn === 'string' ? [arn] : [];
  });
  const sqs = new SQSClient(clientOptions(state));
  const sns = new SNSClient(clientOptions(state));
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({
      QueueName: queue,
      Attributes: { Policy: policyFor(topics), MessageRetentionPeriod: '3600' },
    }),
  );
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const subscriptions = await Promise.all(
    topics.map(async (TopicArn) => {
      const { SubscriptionArn } = await sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'sqs',
          Endpoint: Attributes?.['QueueArn'],
          Attributes: { RawMessageDelivery: 'true' },
          ReturnSubscriptionArn: true,
        }),
      );
      return SubscriptionArn;
    }),
  );
  const log = eventLog();
  const stop = new AbortController();
  const receiving = receive({ sqs, QueueUrl, prefix, signal: stop.signal }, log.add);
  return {
    since: log.since,
    close: async () => {
      stop.abort();
      await receiving;
      for (const SubscriptionArn of subscriptions) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      sqs.destroy();
      sns.destroy();
    },
  };
}

/** A log in memory. */
export function eventLog(): EventLog & { add: (event: Omit<PlaygroundEvent, 'id' | 'at'>) => void } {
  const kept: PlaygroundEvent[] = [];
  const waiting = new Set<() => void>();
  let last = 0;
  return {
    add: (event) => {
      last += 1;
      kept.push({ ...event, id: last, at: Date.now() });
      if (kept.length > KEPT) kept.shift();
      for (const wake of waiting) wake();
    },
    since: async (after, signal): Promise<EventPage> => {
      // A page that was open before the log began anew asks for a place that is not there yet.
      const from = after > last ? 0 : after;
      if (from === last) await wakened(waiting, signal);
      return { events: kept.filter(({ id }) => id > from), next: last };
    },
  };
}

function wakened(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, WAIT_MS);
    timer.unref();
    waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    if (signal.aborted) wake();
  });
}

interface Source {
  sqs: SQSClient;
  QueueUrl: string | undefined;
  prefix: string;
  signal: AbortSignal;
}

async function receive(
  { sqs, QueueUrl, prefix, signal }: Source,
  add: (event: Omit<PlaygroundEvent, 'id' | 'at'>) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
        { abortSignal: signal },
      );
      for (const { Body = '' } of Messages) for (const event of eventsIn(parseJson(Body), prefix)) add(event);
      if (Messages.length === 0) continue;
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    } catch {
      // The emulator restarts, or is gone: the page says that itself.
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

function policyFor(topics: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: { ArnEquals: { 'aws:SourceArn': topics } },
      },
    ],
  });
}
