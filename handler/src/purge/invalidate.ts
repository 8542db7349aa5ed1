import { createHash } from 'node:crypto';
import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';

/** Everything that is served. */
const EVERYTHING = ['/*'];

export interface Target {
  /** ID of the distribution. */
  readonly distribution: string;
  /** Beginning of each image's path after the viewer function, if the distribution serves other things too. */
  readonly uriPrefix?: string | undefined;
}

/** Temporary refusals: other invalidations will finish. */
const BUSY = new Set([
  'TooManyInvalidationsInProgress',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

export type Invalidation = { state: 'created'; paths: readonly string[] } | { state: 'busy'; reason: string };

/**
 * Creates one invalidation for the messages of a drain. CloudFront treats a second request with the same reference as a
 * repetition of the first, and bills it once. The reference is therefore derived from the messages' ids, which a
 * redelivery keeps, while a later change of the same path has another.
 *
 * Paths that CloudFront refuses would be retried indefinitely, together with the other paths. In that case everything
 * is purged: refilling the cache is acceptable, a stale image is not.
 * @throws any other error, such as a missing permission
 */
export async function invalidate(
  cloudfront: CloudFrontClient,
  target: Target,
  messageIds: readonly string[],
  paths: readonly string[],
): Promise<Invalidation> {
  try {
    await create(paths);
    return { state: 'created', paths };
  } catch (error) {
    const { name, message } = error as Error;
    if (BUSY.has(name)) return { state: 'busy', reason: `${name}: ${message}` };
    if (name !== 'InvalidArgument' || paths === EVERYTHING) throw error;
    return invalidate(cloudfront, target, messageIds, EVERYTHING);
  }

  async function create(items: readonly string[]): Promise<void> {
    const reference = createHash('sha256').update(JSON.stringify([[...messageIds].sort(), items]));
    await cloudfront.send(
      new CreateInvalidationCommand({
        DistributionId: target.distribution,
        InvalidationBatch: {
          CallerReference: reference.digest('hex').slice(0, 32),
          Paths: { Quantity: items.length, Items: items.map((item) => `${target.uriPrefix ?? ''}${item}`) },
        },
      }),
    );
  }
}
