import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

import { asciiJson } from '../json.ts';
import type { EventMessage } from '../manifest.ts';
import type { News } from '../reconcile/run.ts';
import type { PutEvent } from './event-bus.ts';
import { purgeMessage } from './purge.ts';
import { reconcileMessage } from './reconcile.ts';

export interface NotifyOptions {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly stack: string;
  readonly bucket: string;
  readonly eventsTopic: string | null;
  /** Sends the same events to a bus besides, or instead; absent for no bus. */
  readonly putEvent?: PutEvent;
  readonly queues: { readonly process: string; readonly purge: string | null };
}

/** Sends a reconcile message to the process queue; it becomes visible this many seconds later (0 to 900). */
export function createReconcileLater({ sqs, queues }: Pick<NotifyOptions, 'sqs' | 'queues'>) {
  return async (path: string, seconds: number): Promise<void> => {
    const MessageBody = reconcileMessage(path, Date.now() + seconds * 1000);
    const request = { QueueUrl: queues.process, MessageBody, DelaySeconds: seconds };
    await sqs.send(new SendMessageCommand(request));
  };
}

/**
 * Reports the state in which an original settled: first to the purge queue, so that consumers of the event find the new
 * variants in the CDN, then to the events topic and the event bus. Null if the stack has none of them. A report may be
 * sent twice, and reports of one path may arrive out of order: the manifest in an event is the state. A report of which
 * one part fails fails as a whole, and is repeated as a whole.
 */
export function createReport(options: NotifyOptions): ((news: News) => Promise<void>) | null {
  const { sns, sqs, eventsTopic, putEvent, queues } = options;
  if (eventsTopic === null && putEvent === undefined && queues.purge === null) return null;
  return async (news) => {
    if (queues.purge !== null && news.changed) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queues.purge, MessageBody: purgeMessage(news.path) }));
    }
    const event = eventOf(options, news);
    const document = asciiJson(event);
    if (eventsTopic !== null) {
      await sns.send(
        new PublishCommand({ TopicArn: eventsTopic, Message: document, MessageAttributes: attributesOf(event) }),
      );
    }
    await putEvent?.(event.type, document);
  };
}

const eventOf = ({ stack, bucket }: NotifyOptions, { path, manifest }: News): EventMessage =>
  ({ type: manifest?.status ?? 'removed', stack, bucket, path, manifest }) as EventMessage;

/** Type and rejection code are message attributes too, so that subscriptions can filter by them. */
function attributesOf(event: EventMessage) {
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  return {
    type: attribute(event.type),
    ...(event.type === 'rejected' ? { code: attribute(event.manifest.rejection.code) } : {}),
  };
}
