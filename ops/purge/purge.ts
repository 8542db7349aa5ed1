import { setTimeout as sleep } from 'node:timers/promises';
import { GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';

import { createKeys } from '../../handler/src/keys.ts';
import { purgeMessage } from '../../handler/src/messages/purge.ts';
import type { StackOptions } from '../options.ts';
import { describeQueue } from '../redrive/queue.ts';
import { purgeQueueOf } from '../stack/dead-letters.ts';
import type { Found } from '../with-stack.ts';

export interface Options extends StackOptions {
  wait?: true;
  patience: number;
}

export interface Purged {
  readonly paths: readonly string[];
  /** Changes that wait in the queue, those of others included. */
  readonly waiting: number;
  /** Of the invalidation that covers them; null if nobody waited for it, or it did not come in time. */
  readonly invalidation: { id: string; status: string } | null;
}

/** The most that SQS accepts in one request. */
const AT_ONCE = 10;

/** CloudFront's clock and this one's may differ by so many milliseconds. */
const CLOCKS_APART_MS = 60_000;

/**
 * Queues these paths with the changes of process, and starts the drain that invalidates all of them.
 * @throws Error if the stack has no purge, or a path is none of an original
 */
export async function purge(found: Found, paths: readonly string[], options: Options): Promise<Purged> {
  const { stack, clients } = found;
  const url = purgeQueueOf(found);
  const ticks = stack.functions.purge?.triggers[0]?.queueArn;
  if (url === undefined || ticks === undefined) {
    throw new Error(`${stack.name} has no purge: set \`purge\`, or invalidate its CDN by its own means.`);
  }
  const keys = createKeys(stack.config.prefixes);
  const unknown = paths.find((path) => !keys.isWatched(path) || path.endsWith('*'));
  if (unknown !== undefined) {
    throw new Error(`"${unknown}" is not the path of an original: name paths as they are after the originals prefix.`);
  }
  const began = Date.now() - CLOCKS_APART_MS;
  // In the queue beside the changes of process: one drain invalidates all of them together, as CloudFront bills and limits paths.
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const Entries = paths
      .slice(start, start + AT_ONCE)
      .map((path, index) => ({ Id: String(index), MessageBody: purgeMessage(path) }));
    const { Failed: [failed] = [] } = await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    if (failed !== undefined)
      throw new Error(`SQS did not accept a path: ${failed.Code ?? ''} ${failed.Message ?? ''}`);
  }
  const tick = await describeQueue(clients.sqs, ticks);
  await clients.sqs.send(
    new SendMessageCommand({ QueueUrl: tick.url, MessageGroupId: 'ticks', MessageBody: new Date().toISOString() }),
  );
  const invalidation = options.wait ? await invalidationSince(found, began, options.patience) : null;
  const { waiting, inFlight } = await describeQueue(clients.sqs, url);
  return { paths, waiting: waiting + inFlight, invalidation };
}

/** The first invalidation since then, once it is complete; null if there is none in time. */
async function invalidationSince(
  { stack, clients }: Found,
  since: number,
  patience: number,
): Promise<Purged['invalidation']> {
  const DistributionId = stack.cdn?.distributionId ?? '';
  const known = new Set<string>();
  const list = () => clients.cloudfront.send(new ListInvalidationsCommand({ DistributionId, MaxItems: 10 }));
  for (const { Id = '', CreateTime } of (await list()).InvalidationList?.Items ?? []) {
    if ((CreateTime?.getTime() ?? 0) < since) known.add(Id);
  }
  for (const end = Date.now() + patience * 1000; Date.now() < end;) {
    await sleep(1000);
    const found = (await list()).InvalidationList?.Items?.find(({ Id = '' }) => !known.has(Id));
    if (found === undefined) continue;
    const { Invalidation } = await clients.cloudfront.send(
      new GetInvalidationCommand({ DistributionId, Id: found.Id }),
    );
    if (Invalidation?.Status === 'Completed') return { id: found.Id ?? '', status: Invalidation.Status };
  }
  return null;
}
