import { createHash } from 'node:crypto';
import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';

/** Purges everything. */
const EVERYTHING = ['/*'];

/** Refusals that time mends: others' invalidations come to an end. */
const BUSY = new Set([
  'TooManyInvalidationsInProgress',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

export type Invalidation = { state: 'created'; paths: readonly string[] } | { state: 'busy'; reason: string };

/**
 * Creates one invalidation for the messages of a drain. CloudFront takes a second request with the same reference as the first one
 * over again, and bills it once; so the reference is made of the messages' ids, which a redelivery keeps, while a later change
 * of the same path comes with another.
 *
 * Paths that CloudFront refuses altogether would come back for ever, and take the other paths with them. Then all is
 * purged: a full cache can wait, a stale picture can't.
 * @throws whatever else is wrong, a missing permission for example
 */
export async function invalidate(
  cloudfront: CloudFrontClient,
  distribution: string,
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
    return invalidate(cloudfront, distribution, messageIds, EVERYTHING);
  }

  async function create(items: readonly string[]): Promise<void> {
    const reference = createHash('sha256').update(JSON.stringify([[...messageIds].sort(), items]));
    await cloudfront.send(
      new CreateInvalidationCommand({
        DistributionId: distribution,
        InvalidationBatch: {
          CallerReference: reference.digest('hex').slice(0, 32),
          Paths: { Quantity: items.length, Items: [...items] },
        },
      }),
    );
  }
}
