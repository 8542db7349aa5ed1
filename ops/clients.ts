import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** Overrides of the SDK's own chain for region and credentials. */
export interface Where {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

export interface Clients {
  readonly cloudfront: CloudFrontClient;
  readonly cloudwatch: CloudWatchClient;
  readonly eventbridge: EventBridgeClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly scheduler: SchedulerClient;
  readonly sfn: SFNClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  /** An S3 client that acts with other credentials. */
  s3As(credentials: NonNullable<S3ClientConfig['credentials']>): S3Client;
  destroy(): void;
}

/** Clients that find region, credentials and endpoint like any AWS SDK. They make up to five attempts, with backoff. */
export function createClients({ region, profile }: Where): Clients {
  const options = { maxAttempts: 5, ...(region && { region }), ...(profile && { profile }) };
  // A custom endpoint may not support buckets in host names.
  const forcePathStyle = Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']);
  const clients = {
    cloudfront: new CloudFrontClient(options),
    cloudwatch: new CloudWatchClient(options),
    eventbridge: new EventBridgeClient(options),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    s3: new S3Client({ ...options, forcePathStyle }),
    scheduler: new SchedulerClient(options),
    sfn: new SFNClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
    tagging: new ResourceGroupsTaggingAPIClient(options),
  };
  return {
    ...clients,
    s3As: (credentials) => new S3Client({ ...options, forcePathStyle, credentials }),
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
