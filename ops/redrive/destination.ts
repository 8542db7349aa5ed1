import type { Queue } from './queue.ts';

/** Tag on a dead-letter queue that no queue's redrive policy leads to: the ARN of the queue its messages belong in. */
export const DESTINATION_TAG = 'darkroom:redrive-to';

export interface Destination {
  queue: Queue;
  /** How it was found, for the operator to check. */
  because: string;
}

/**
 * Where a dead-letter queue's messages belong: what the operator said (`to`: URL, ARN or name), else what the queue's tag
 * says, else the one source queue that its allow policy names, if that queue's redrive policy agrees.
 * @throws Error that says what was found and what to do, whenever there is more or less than one answer
 */
export async function findDestination(
  from: Queue,
  to: string | undefined,
  describe: (given: string) => Promise<Queue>,
): Promise<Destination> {
  const destination = await choose(from, to, describe);
  if (destination.queue.arn === from.arn) {
    throw new Error(`${from.name} can't be emptied into itself. Name the queue its messages belong in with --to.`);
  }
  if (destination.queue.name.endsWith('.fifo')) {
    throw new Error(
      `${destination.queue.name} is a FIFO queue, and its messages' groups would be lost. Use a standard queue.`,
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
      `Where do the messages of ${from.name} belong? It has no tag ${DESTINATION_TAG}, and its allow policy names ` +
        `${from.sourceArns.length} source queues${others.length > 0 ? ` (${from.sourceArns.join(', ')})` : ''}. Say so with --to.`,
    );
  }
  const queue = await describe(source);
  if (queue.deadLetterArn !== from.arn) {
    throw new Error(
      `The allow policy of ${from.name} names ${queue.name}, but that queue's dead letters go to ` +
        `${queue.deadLetterArn ?? 'no queue'}. If its messages belong there all the same, say so with --to ${queue.name}.`,
    );
  }
  return { queue, because: 'its source, by redrive policy' };
}
