import { type CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';

import { type Cdn, configOf, type Stack, type StackFunction } from './stack.ts';

/** Name of the alias that the function URL belongs to with provisioned concurrency: modules/lambda. */
const ALIAS = 'live';

/**
 * The distribution as CloudFront describes it.
 * @param url base of image URLs, if known from the operator or from Terraform
 * @param path under which images are, in a distribution of somebody's own
 */
export async function describeCdn(
  cloudfront: CloudFrontClient,
  Id: string,
  url: string | undefined,
  path = '',
): Promise<Cdn> {
  const { Distribution } = await cloudfront.send(new GetDistributionCommand({ Id }));
  const config = Distribution?.DistributionConfig;
  const behaviors = config?.CacheBehaviors?.Items ?? [];
  const behavior =
    behaviors.find(({ PathPattern }) => path !== '' && PathPattern === `${path}/*`) ?? config?.DefaultCacheBehavior;
  const host = config?.Aliases?.Items?.[0] ?? Distribution?.DomainName ?? '';
  const viewer = behavior?.FunctionAssociations?.Items?.find(({ EventType }) => EventType === 'viewer-request');
  return {
    url: (url ?? `https://${host}${path}`).replace(/\/$/, ''),
    distributionId: Id,
    viewerProtocolPolicy: behavior?.ViewerProtocolPolicy ?? '',
    viewerFunction: viewer?.FunctionARN?.split('/').at(-1),
    errorSeconds: new Map(
      config?.CustomErrorResponses?.Items?.map(({ ErrorCode = 0, ErrorCachingMinTTL = 0 }) => [
        ErrorCode,
        ErrorCachingMinTTL,
      ]),
    ),
    manifests: behaviors.some(({ PathPattern }) => PathPattern?.startsWith(`${path}/manifests/`)),
  };
}

/** A CDN that is not CloudFront: all that is known is what the operator said. */
export const otherCdn = (url: string): Cdn => ({
  url: url.replace(/\/$/, ''),
  distributionId: undefined,
  viewerProtocolPolicy: undefined,
  viewerFunction: undefined,
  errorSeconds: new Map(),
  manifests: false,
});

/** The distribution that purge invalidates or that may invoke render; null if neither names one. */
export async function findDistribution(
  lambda: LambdaClient,
  render: StackFunction,
  functions: Stack['functions'],
): Promise<string | null> {
  const told = configOf({ functions }, 'purge')?.purge?.distribution;
  if (told !== undefined) return told;
  // With provisioned concurrency, the permission is the alias's.
  for (const Qualifier of [undefined, ALIAS]) {
    const request = new GetPolicyCommand({ FunctionName: render.name, Qualifier });
    const policy = await lambda.send(request).catch(() => null);
    const found = /:distribution\/([A-Z0-9]+)/.exec(policy?.Policy ?? '')?.[1];
    if (found !== undefined) return found;
  }
  return null;
}
