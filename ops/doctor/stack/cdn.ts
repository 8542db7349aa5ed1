import { type CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';

import type { Cdn, StackFunction } from './stack.ts';

/**
 * The distribution as CloudFront describes it.
 * @param url what image URLs begin with, where the operator or Terraform said so
 */
export async function describeCdn(cloudfront: CloudFrontClient, Id: string, url: string | undefined): Promise<Cdn> {
  const { Distribution } = await cloudfront.send(new GetDistributionCommand({ Id }));
  const config = Distribution?.DistributionConfig;
  const behavior = config?.DefaultCacheBehavior;
  const host = config?.Aliases?.Items?.[0] ?? Distribution?.DomainName ?? '';
  const viewer = behavior?.FunctionAssociations?.Items?.find(({ EventType }) => EventType === 'viewer-request');
  return {
    url: (url ?? `https://${host}`).replace(/\/$/, ''),
    distributionId: Id,
    viewerProtocolPolicy: behavior?.ViewerProtocolPolicy ?? '',
    viewerFunction: viewer?.FunctionARN?.split('/').at(-1),
    errorSeconds: new Map(
      config?.CustomErrorResponses?.Items?.map(({ ErrorCode = 0, ErrorCachingMinTTL = 0 }) => [
        ErrorCode,
        ErrorCachingMinTTL,
      ]),
    ),
    manifests:
      config?.CacheBehaviors?.Items?.some(({ PathPattern }) => PathPattern?.startsWith('/manifests/')) ?? false,
  };
}

/** The distribution that the render function lets in, or that purge tells of changes. Null where neither names one. */
export async function findDistribution(
  lambda: LambdaClient,
  render: StackFunction,
  purge: StackFunction | undefined,
): Promise<string | null> {
  const told = purge === undefined || purge.config instanceof Error ? undefined : purge.config.purge?.distribution;
  if (told !== undefined) return told;
  const policy = await lambda.send(new GetPolicyCommand({ FunctionName: render.name })).catch(() => null);
  return /:distribution\/([A-Z0-9]+)/.exec(policy?.Policy ?? '')?.[1] ?? null;
}
