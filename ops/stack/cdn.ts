import { type CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';

import type { Cdn, StackFunction } from './stack.ts';

/**
 * The distribution as CloudFront describes it.
 * @param url base of image URLs, if known from the operator or from Terraform
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

/** The distribution that purge invalidates or that may invoke render; null if neither names one. */
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
