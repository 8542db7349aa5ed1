/** How a message came. */
export interface Delivery {
  /** How often the queue has delivered it, including this time; 1 without a queue. */
  readonly receives: number;
  /**
   * Since when there is this message, in milliseconds since 1970. Undefined if it does not say, or if it came from no
   * queue, which would keep it until it is acknowledged.
   */
  readonly since: number | undefined;
}

/** A delivery of which nothing is known: no queue keeps the message. */
export const UNKEPT: Delivery = { receives: 1, since: undefined };

/** Visibility timeout of the process queue, in timeouts of its function: modules/queue. */
export const HIDDEN_TIMEOUTS = 6;

/**
 * Whether the queue delivers a message for the first time, and keeps it until it is acknowledged: then the message itself
 * remembers what is due, since it is delivered again after a failure or a crash. A message that is older than it takes to
 * become a dead letter may have been put back by an operator, with its count at one again.
 */
export function isFirst(
  { receives, since }: Delivery,
  { now, timeout, maxReceiveCount }: { now: () => number; timeout: number; maxReceiveCount: number },
): boolean {
  if (since === undefined || receives > 1) return false;
  return now() - since < HIDDEN_TIMEOUTS * timeout * (maxReceiveCount - 1) * 1000;
}

/** Whether an earlier delivery of the same message may have ended before it reported what it had done. */
export const isRepeated = (delivery: Delivery, limits: Parameters<typeof isFirst>[1]): boolean =>
  delivery.since !== undefined && !isFirst(delivery, limits);
