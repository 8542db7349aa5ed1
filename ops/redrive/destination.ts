import type { Queue } from './queue.ts';

/** Tag on a dead-letter queue that no queue's redrive policy names: the ARN of the queue its messages belong in. */
export const DESTINATION_TAG = 'darkroom:redrive-to';

export interface Destination {
  queue: Queue;
  /** How it was identified, for the operator to verify. */
  because: string;
}

/**
 * The target of a dead-letter queue's messages: `to` if given (URL, ARN or name), else the queue in its tag, else the
 * only source queue in its redrive allow policy, if that queue's redrive policy agrees.
 * @throws Error that states what was found and what to do, unless there is exactly one target
 */
export async function findDestination(
  from: Queue,
  to: string | undefined,
  describe: (given: string) => Promise<Queue>,
): Promise<Destination> {
  const destination = await choose(from, to, describe);
  if (destination.queue.arn === from.arn) {
    throw new Error(`${from.name} can't be redriven into itself. Name the target queue with --to.`);
  }
  if (destination.queue.name.endsWith('.fifo')) {
    throw new Error(
      `${destination.queue.name} is a FIFO queue, and message group ids would be lost. Use a standard queue.`,
    );
  }
  return destination;
}

async function choose(
  from: Queue,
  to: string | undefined,
  describe: (given: string) => Promise<Queue>,
): Promise<Destination> {
  if (to !== undefined) return { queue: await describe(to), because: 'given by --to' };

  const tagged = from.tags[DESTINATION_TAG];
  if (tagged !== undefined) return { queue: await describe(tagged), because: `its tag ${DESTINATION_TAG}` };

  const [source, ...others] = from.sourceArns;
  if (source === undefined || others.length > 0) {
    throw new Error(
      `The target of ${from.name} is unknown: it has no tag ${DESTINATION_TAG}, and its redrive allow policy names ` +
        `${from.sourceArns.length} source queues${others.length > 0 ? ` (${from.sourceArns.join(', ')})` : ''}. Name it with --to.`,
    );
  }
  const queue = await describe(source);
  if (queue.deadLetterArn !== from.arn) {
    throw new Error(
      `The redrive allow policy of ${from.name} names ${queue.name}, but that queue's dead letters go to ` +
        `${queue.deadLetterArn ?? 'no queue'}. If its messages belong there anyway, pass --to ${queue.name}.`,
    );
  }
  return { queue, because: 'its source, by redrive policy' };
}
