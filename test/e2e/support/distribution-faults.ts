import {
  CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';

import { clientOptions } from '../../../local/bucket.ts';
import { changeBucketPolicy, type Mend } from './doctor-faults.ts';
import { output, state } from './stack.ts';

const cloudfront = new CloudFrontClient(clientOptions(state));

export function destroyCloudFront(): void {
  cloudfront.destroy();
}

/** Changes the distribution as somebody does in the console. */
async function changeDistribution(change: (config: DistributionConfig) => Partial<DistributionConfig>): Promise<Mend> {
  const Id = output('distribution_id');
  const put = async (DistributionConfig: DistributionConfig): Promise<void> => {
    const { ETag: IfMatch } = await cloudfront.send(new GetDistributionConfigCommand({ Id }));
    await cloudfront.send(new UpdateDistributionCommand({ Id, IfMatch, DistributionConfig }));
  };
  const { DistributionConfig: usual } = await cloudfront.send(new GetDistributionConfigCommand({ Id }));
  if (usual === undefined) throw new Error('The distribution has no configuration.');
  await put({ ...usual, ...change(usual) });
  return () => put(usual);
}

/** Has every answer of this status kept for as long. */
export const keepErrors = (status: number, seconds: number): Promise<Mend> =>
  changeDistribution(({ CustomErrorResponses }) => {
    const others = CustomErrorResponses?.Items?.filter(({ ErrorCode }) => ErrorCode !== status) ?? [];
    const Items = [...others, { ErrorCode: status, ErrorCachingMinTTL: seconds }];
    return { CustomErrorResponses: { Quantity: Items.length, Items } };
  });

export const allowPlainHttp = (): Promise<Mend> =>
  changeDistribution(({ DefaultCacheBehavior }) => ({
    DefaultCacheBehavior: DefaultCacheBehavior && { ...DefaultCacheBehavior, ViewerProtocolPolicy: 'allow-all' },
  }));

/** Has the distribution hand out originals, for a page that once wanted them: a behaviour, its origin, and the right to read. */
export async function serveOriginals(): Promise<Mend> {
  const takeBack = await changeBucketPolicy((statements) =>
    statements.map((statement) => {
      const { Sid, Resource } = statement;
      if (!String(Sid).includes('CloudFront')) return statement;
      const resources = [Resource].flat() as string[];
      const originals = resources.map((arn) => arn.replace(/\/variants\/.*$/, '/originals/*'));
      return { ...statement, Resource: [...resources, ...originals] };
    }),
  );
  const close = await changeDistribution(({ Origins, DefaultCacheBehavior }) => {
    const variants = Origins?.Items?.find(({ Id }) => Id === 'variants');
    if (variants === undefined || DefaultCacheBehavior === undefined) throw new Error('There is no such origin.');
    const origins = [...(Origins?.Items ?? []), { ...variants, Id: 'everything', OriginPath: '' }];
    // Without the viewer function, which knows no such URL.
    const behavior = {
      ...DefaultCacheBehavior,
      PathPattern: '/originals/*',
      TargetOriginId: 'everything',
      FunctionAssociations: { Quantity: 0 },
    };
    return {
      Origins: { Quantity: origins.length, Items: origins },
      CacheBehaviors: { Quantity: 1, Items: [behavior] },
    };
  });
  return async () => {
    await close();
    await takeBack();
  };
}
