import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type CloudFrontClient,
  CreateDistributionCommand,
  CreateFunctionCommand,
  CreateOriginAccessControlCommand,
  type DistributionConfig,
  PublishFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { AddPermissionCommand, CreateFunctionUrlConfigCommand, type LambdaClient } from '@aws-sdk/client-lambda';

import type { State } from '../../../local/state.ts';

/** AWS's managed cache policy `CachingDisabled`. */
const CACHE_POLICY = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
/** AWS's managed origin request policy `AllViewerExceptHostHeader`. */
const REQUEST_POLICY = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** Both are required since October 2025; by statement id. */
export const PERMISSIONS = { url: 'lambda:InvokeFunctionUrl', function: 'lambda:InvokeFunction' } as const;

export interface Distribution {
  id: string;
  arn: string;
  domain: string;
  etag: string;
  config: DistributionConfig;
}

/** A distribution with a function of the emulator as its origin, in any region. */
export async function distributionOf(
  cloudfront: CloudFrontClient,
  lambda: LambdaClient,
  name: string,
  viewerFunction?: string,
): Promise<Distribution> {
  const url = await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: 'AWS_IAM' }));
  const access = await cloudfront.send(
    new CreateOriginAccessControlCommand({
      OriginAccessControlConfig: {
        Name: name,
        OriginAccessControlOriginType: 'lambda',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    }),
  );
  const origin = {
    Id: 'function',
    DomainName: new URL(url.FunctionUrl ?? '').hostname,
    OriginAccessControlId: access.OriginAccessControl?.Id,
    CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' as const },
  };
  const config: DistributionConfig = {
    CallerReference: name,
    Comment: '',
    Enabled: true,
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: {
      TargetOriginId: 'function',
      ViewerProtocolPolicy: 'allow-all',
      CachePolicyId: CACHE_POLICY,
      OriginRequestPolicyId: REQUEST_POLICY,
      AllowedMethods: { Quantity: 7, Items: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] },
      ...(viewerFunction && {
        FunctionAssociations: {
          Quantity: 1,
          Items: [{ EventType: 'viewer-request' as const, FunctionARN: viewerFunction }],
        },
      }),
    },
  };
  const made = await cloudfront.send(new CreateDistributionCommand({ DistributionConfig: config }));
  const arn = made.Distribution?.ARN ?? '';
  for (const [id, action] of Object.entries(PERMISSIONS)) {
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: `cloudfront-${id}`,
        Action: action,
        Principal: 'cloudfront.amazonaws.com',
        SourceArn: arn,
      }),
    );
  }
  const { Id: id = '', DomainName: domain = '' } = made.Distribution ?? {};
  return { id, arn, domain, etag: made.ETag ?? '', config };
}

/** A published no-op CloudFront function. */
export async function viewerFunction(
  cloudfront: CloudFrontClient,
  Name: string,
): Promise<{ arn: string; etag: string }> {
  const made = await cloudfront.send(
    new CreateFunctionCommand({
      Name,
      FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
      FunctionCode: Buffer.from('function handler(event) { return event.request; }'),
    }),
  );
  await cloudfront.send(new PublishFunctionCommand({ Name, IfMatch: made.ETag }));
  return { arn: made.FunctionSummary?.FunctionMetadata?.FunctionARN ?? '', etag: made.ETag ?? '' };
}

/** Sends a request to a distribution, with the path unchanged. */
export function askDistribution(
  state: State,
  host: string,
  path: string,
  { body: sent, headers: more }: { body?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; kind: unknown; body: string }> {
  const method = sent === undefined ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: state.port, method, path, headers: { ...more, host } }, (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((body) => {
        resolve({ status, kind: headers['x-amzn-errortype'], body });
      }, reject);
    })
      .on('error', reject)
      .end(sent);
  });
}
