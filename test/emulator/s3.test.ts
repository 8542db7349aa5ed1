import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { clientOptions, s3Of } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import type { State } from '../../local/state.ts';
import { startOwn } from './support/own-emulator.ts';

let home: Home;
let state: State;
let reader: S3Client;

beforeAll(async () => {
  ({ home, state } = await startOwn('s3-keys'));
  const iam = new IAMClient(clientOptions(state));
  await iam.send(new CreateUserCommand({ UserName: 'reader' }));
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/originals/*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new PutUserPolicyCommand({ UserName: 'reader', PolicyName: 'originals', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'reader' }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  reader = new S3Client({
    ...clientOptions(state),
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
  });
});

afterAll(() => stopEmulator(home));

test('policies evaluate a key with all its slashes: one at its end, two in a row', async () => {
  const owner = s3Of(state);
  await owner.send(new CreateBucketCommand({ Bucket: 'photos' }));
  for (const Key of ['originals/', 'originals//a', 'originals/a/', 'originals']) {
    await owner.send(new PutObjectCommand({ Bucket: 'photos', Key, Body: Key }));
  }
  for (const Key of ['originals/', 'originals//a', 'originals/a/']) {
    const { Body } = await reader.send(new GetObjectCommand({ Bucket: 'photos', Key }));
    expect(await Body?.transformToString()).toBe(Key);
  }
  await expect(reader.send(new GetObjectCommand({ Bucket: 'photos', Key: 'originals' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});
