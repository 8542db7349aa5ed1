import type { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';

/** CloudFront's quota of wildcards in progress (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html). */
const MOST_WILDCARDS = 15;

export interface Created {
  readonly at: number;
  readonly paths: readonly string[];
  readonly reference: string;
}

/** A distribution's invalidations: idempotent by reference, and at most fifteen wildcards in progress, whoever created them. */
export function createDistribution(now: () => number, secondsEach: number) {
  const created: Created[] = [];
  let others = { wildcards: 0, until: 0 };

  function create({ InvalidationBatch }: CreateInvalidationCommand['input']): object {
    const paths = InvalidationBatch?.Paths?.Items ?? [];
    const reference = InvalidationBatch?.CallerReference ?? '';
    const before = created.find((each) => each.reference === reference);
    if (before !== undefined) {
      if (before.paths.join() === paths.join()) return {};
      throw Object.assign(new Error('other paths'), { name: 'InvalidationBatchAlreadyExists' });
    }
    const underWay = created.filter(({ at }) => at + secondsEach * 1000 > now()).flatMap((each) => each.paths).length;
    if (underWay + paths.length + (others.until > now() ? others.wildcards : 0) > MOST_WILDCARDS)
      throw Object.assign(new Error('15 are under way'), { name: 'TooManyInvalidationsInProgress' });
    created.push({ at: now(), paths, reference });
    return {};
  }

  return {
    created,
    /** Creates other invalidations, for this many seconds. */
    occupy: (wildcards: number, seconds: number) => (others = { wildcards, until: now() + seconds * 1000 }),
    client: (through: <T>(carryOut: () => T) => Promise<T>): CloudFrontClient =>
      ({
        send: (command: CreateInvalidationCommand) => through(() => create(command.input)),
      }) as unknown as CloudFrontClient,
  };
}
