import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateKeyCommand, DisableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  AddPermissionCommand,
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { GetBucketEncryptionCommand, PutBucketEncryptionCommand } from '@aws-sdk/client-s3';

import { clientOptions } from '../../../local/bucket.ts';
import type { Mend } from './doctor-faults.ts';
import { bucket, output, s3, state } from './stack.ts';

const cloudwatch = new CloudWatchClient(clientOptions(state));
const kms = new KMSClient(clientOptions(state));
const lambda = new LambdaClient(clientOptions(state));

export function destroyAccountClients(): void {
  for (const client of [cloudwatch, kms, lambda]) client.destroy();
}

/** Encrypts the bucket with a key of its own, and disables the key. */
export async function disableKey(): Promise<Mend> {
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'Disabled, to be named by the doctor.' }));
  const KeyId = KeyMetadata?.KeyId ?? '';
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyMetadata?.Arn } }],
      },
    }),
  );
  await kms.send(new DisableKeyCommand({ KeyId }));
  return async () => {
    await s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration }));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  };
}

/** Lets every AWS account call render's URL, which still asks for a signature: an unsigned request does not show it. */
export async function letAccountsInvoke(): Promise<Mend> {
  const FunctionName = output('render_function_name');
  const StatementId = 'Everybody';
  await lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId,
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'AWS_IAM',
    }),
  );
  return () => lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
}

export async function ringAlarm(name: string): Promise<Mend> {
  const AlarmName = `darkroom-e2e-${name}`;
  const set = (StateValue: 'ALARM' | 'OK') =>
    cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'To be named by the doctor.' }));
  await set('ALARM');
  return () => set('OK');
}

export async function reserve(FunctionName: string, ReservedConcurrentExecutions: number): Promise<Mend> {
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  return () => lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
}

/** A zip's last two bytes, without a comment: the length of the comment. */
const COMMENT_LENGTH = 2;

/** Gives a function the same zip with a comment, which is another one to whoever compares its hash. */
export async function replaceZip(FunctionName: string): Promise<Mend> {
  const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  const usual = Buffer.from(await (await fetch(Code?.Location ?? '')).arrayBuffer());
  const comment = Buffer.from('another');
  const length = Buffer.alloc(COMMENT_LENGTH);
  length.writeUInt16LE(comment.length);
  const put = async (ZipFile: Buffer) => {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30 }, { FunctionName });
  };
  await put(Buffer.concat([usual.subarray(0, -COMMENT_LENGTH), length, comment]));
  return () => put(usual);
}
