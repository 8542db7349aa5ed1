import {
  CloudFrontClient,
  DescribeFunctionCommand,
  GetFunctionCommand,
  PublishFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  RemovePermissionCommand,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import {
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type TopicConfiguration,
} from '@aws-sdk/client-s3';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';

import { clientOptions } from '../../../local/bucket.ts';
import { drained } from './queues.ts';
import { bucket, output, s3, sqs, state } from './stack.ts';

/** Undoes the fault. */
export type Mend = () => Promise<unknown>;

const cloudfront = new CloudFrontClient(clientOptions(state));
const iam = new IAMClient(clientOptions(state));
const lambda = new LambdaClient(clientOptions(state));
const sns = new SNSClient(clientOptions(state));

export function destroyClients(): void {
  for (const client of [cloudfront, iam, lambda, sns]) client.destroy();
}

interface Policy {
  Statement: Record<string, unknown>[];
}

export async function changeBucketPolicy(
  change: (statements: Policy['Statement']) => Policy['Statement'],
): Promise<Mend> {
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
  const policy = JSON.parse(Policy) as Policy;
  const changed = JSON.stringify({ ...policy, Statement: change(policy.Statement) });
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: changed }));
  return () => s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
}

/** Lets everybody read the objects whose keys match. */
export async function openBucket(patterns: readonly string[]): Promise<Mend> {
  const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket: bucket }));
  const open = {
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
  };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: open }));
  const close = await changeBucketPolicy((statements) => [
    ...statements,
    {
      Sid: 'Open',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: patterns.map((pattern) => `arn:aws:s3:::${bucket}/${pattern}`),
    },
  ]);
  return async () => {
    await close();
    await s3.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration }));
  };
}

/** Has the bucket tell of nothing, or of some events only. */
export async function changeNotifications(
  change: (topics: TopicConfiguration[]) => TopicConfiguration[],
): Promise<Mend> {
  const usual = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
  const put = (NotificationConfiguration: NotificationConfiguration) =>
    s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration }));
  const { TopicConfigurations = [] } = usual;
  await put({ TopicConfigurations: change(TopicConfigurations) });
  return () => put({ TopicConfigurations });
}

export async function forgetQueuePolicy(): Promise<Mend> {
  const QueueUrl = output('process_queue_url');
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  return () => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

/** Makes the subscription filter out all of S3's events. */
export async function filterSubscription(): Promise<Mend> {
  const TopicArn = output('uploads_topic_arn');
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const SubscriptionArn = Subscriptions.find(
    ({ Endpoint }) => Endpoint === output('process_queue_arn'),
  )?.SubscriptionArn;
  const set = (AttributeValue: string) =>
    sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue }));
  const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  await set(JSON.stringify({ nobody: ['sends this'] }));
  // An empty configuration equals none, for a plan too.
  return () => set(Attributes['FilterPolicy'] ?? '');
}

export async function changeTrigger(
  FunctionName: string,
  broken: Partial<UpdateEventSourceMappingCommandInput>,
  mended: Partial<UpdateEventSourceMappingCommandInput>,
): Promise<Mend> {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const UUID = EventSourceMappings[0]?.UUID;
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...broken }));
  return () => lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...mended }));
}

export async function changeConfig(FunctionName: string, change: (config: string) => string): Promise<Mend> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const usual = Environment?.Variables ?? {};
  const DARKROOM_CONFIG = change(usual['DARKROOM_CONFIG'] ?? '');
  const put = (Variables: Record<string, string>) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await put({ ...usual, DARKROOM_CONFIG });
  return async () => {
    // The emulator ends a function that is updated, with its current work.
    await drained();
    await put(usual);
  };
}

export async function forbidInvoking(): Promise<Mend> {
  const FunctionName = output('render_function_name');
  const StatementId = 'AllowCloudFrontUrl';
  await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
  return () =>
    lambda.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId,
        Action: 'lambda:InvokeFunctionUrl',
        Principal: 'cloudfront.amazonaws.com',
        SourceArn: output('distribution_arn'),
      }),
    );
}

export async function openFunctionUrl(): Promise<Mend> {
  const FunctionName = output('render_function_name');
  await lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
  return () => lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }));
}

/** @param objects what is denied: the objects of the bucket whose keys this pattern matches; everything without one */
export async function denyRole(RoleName: string, Action: string, objects?: string): Promise<Mend> {
  const PolicyName = 'bug';
  const Resource = objects === undefined ? '*' : `arn:aws:s3:::${bucket}/${objects}`;
  const Statement = { Effect: 'Deny', Action, Resource };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  return () => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
}

/** Publishes the viewer function of images with other code. */
export async function changeViewerFunction(change: (code: string) => string): Promise<Mend> {
  const Name = `${output('process_function_name').replace(/-process$/, '')}-us-east-1-images`;
  const { FunctionCode } = await cloudfront.send(new GetFunctionCommand({ Name, Stage: 'LIVE' }));
  const { FunctionSummary } = await cloudfront.send(new DescribeFunctionCommand({ Name, Stage: 'LIVE' }));
  const usual = Buffer.from(FunctionCode ?? []).toString();
  const publish = async (code: string): Promise<void> => {
    const { ETag: before } = await cloudfront.send(new DescribeFunctionCommand({ Name, Stage: 'DEVELOPMENT' }));
    await cloudfront.send(
      new UpdateFunctionCommand({
        Name,
        IfMatch: before,
        FunctionConfig: FunctionSummary?.FunctionConfig,
        FunctionCode: Buffer.from(code),
      }),
    );
    const { ETag } = await cloudfront.send(new DescribeFunctionCommand({ Name, Stage: 'DEVELOPMENT' }));
    await cloudfront.send(new PublishFunctionCommand({ Name, IfMatch: ETag }));
  };
  const changed = change(usual);
  if (changed === usual) throw new Error('The viewer function does not contain the code to change.');
  await publish(changed);
  return () => publish(usual);
}

export async function suspendVersioning(): Promise<Mend> {
  const put = (Status: 'Suspended' | 'Enabled') =>
    s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } }));
  await put('Suspended');
  return () => put('Enabled');
}
