import { HeadObjectCommand, NotFound, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { judge } from '../../../ops/doctor/check.ts';
import { permissions } from '../../../ops/doctor/checks/rights.ts';
import type { Run } from '../../../ops/doctor/run.ts';

/*
 * Not an end-to-end test: MiniStack returns 404 to callers that may read a key, and does not check whether they may
 * list it. Whether AWS does, for whom a prefix is allowed only, is the very question that this check puts.
 */
const [s3, sts] = [mockClient(S3Client), mockClient(STSClient)];
const missingKey = permissions.find(({ id }) => id === 'missing-key');
const options = { region: 'eu-west-1' };
const prefixes = { originals: 'originals/', variants: 'variants/', manifests: 'manifests/', locks: 'locks/' };
const run = {
  stack: {
    bucket: 'photos',
    variantsBucket: 'photos',
    config: { prefixes },
    functions: { process: { roleArn: 'arn:aws-cn:iam::123456789012:role/process' } },
  },
  clients: { sts: new STSClient(options), s3As: () => new S3Client(options) },
} as unknown as Run;
const $metadata = { httpStatusCode: 403 };

const verdict = async (): Promise<string> =>
  (await missingKey?.run(run).then(
    () => 'passed',
    (error: unknown) => judge(error).verdict,
  )) ?? '';

beforeEach(() => {
  s3.reset();
  sts.reset();
  sts.on(GetFederationTokenCommand).resolves({ Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c', Expiration: new Date() } }); // prettier-ignore
});

test('a 404 passes, requested by a session that may only read and list under the prefix', async () => {
  s3.on(HeadObjectCommand).rejects(new NotFound({ message: '', $metadata: { httpStatusCode: 404 } }));
  expect(await verdict()).toBe('passed');
  const [asked] = sts.commandCalls(GetFederationTokenCommand);
  const policy = JSON.parse(asked?.args[0].input.Policy ?? '{}') as { Statement: object[] };
  expect(policy.Statement).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws-cn:s3:::photos/manifests/*' },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws-cn:s3:::photos',
      Condition: { StringLike: { 's3:prefix': ['manifests/*'] } },
    },
  ]);
});

test('a 403 fails: S3 does not use the key as the prefix in the condition', async () => {
  s3.on(HeadObjectCommand).rejects(new S3ServiceException({ name: '403', $fault: 'client', $metadata }));
  await expect(missingKey?.run(run)).rejects.toThrow(/^403, in a restricted session/);
  expect(await verdict()).toBe('failed');
});

test('a key that exists unexpectedly fails', async () => {
  s3.on(HeadObjectCommand).resolves({});
  expect(await verdict()).toBe('failed');
});

test('with an assumed role, which cannot create such a session, it is not checked', async () => {
  sts.on(GetFederationTokenCommand).rejects(new Error('Cannot call GetFederationToken with session credentials'));
  expect(await verdict()).toBe('not checked');
});
