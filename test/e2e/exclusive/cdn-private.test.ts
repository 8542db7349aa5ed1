import { AddPermissionCommand, LambdaClient, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { clientOptions } from '../../../local/bucket.ts';
import { photograph } from '../../support/images/pictures.ts';
import { ask } from '../support/cdn.ts';
import { processed } from '../support/objects.ts';
import { bucket, output, s3, state } from '../support/stack.ts';

const PATH = 'cdn/private.jpg';
const LOCK = `locks/${PATH}/wide`;
const SECRETS = [`originals/${PATH}`, `manifests/${PATH}.json`, LOCK];

beforeAll(async () => {
  await processed(PATH, await photograph(640, 480, 25));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: LOCK, Body: '{}' }));
});

afterAll(async () => {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: LOCK }));
});

/** Spellings of a key that the CDN must not serve. */
const SPELLINGS: readonly ((key: string) => string)[] = [
  (key) => `/${key}`,
  (key) => `//${key}`,
  (key) => `/./${key}`,
  (key) => `/../${key}`,
  (key) => `/variants/../${key}`,
  (key) => `/%2e%2e/${key}`,
  (key) => `/..%2f${key}`,
  (key) => `/%252e%252e%252f${key}`,
  (key) => `/${key.replaceAll('/', '%2F')}`,
  (key) => `/%${key.charCodeAt(0).toString(16)}${key.slice(1)}`,
  (key) => `/800x600/../${key}`,
  (key) => `/800x600/../../${key}`,
  (key) => `/800x600/%2e%2e/%2e%2e/${key}`,
  (key) => `/800x600/..%2f..%2f${key}`,
  (key) => `/800x600/%2e%2e%2f%2e%2e%2f${key}`,
  (key) => `/800x600/..%252f..%252f${key}`,
  (key) => `/800x600/..%5c..%5c${key}`,
  (key) => `/800x600/..\\..\\${key}`,
  (key) => `/800x600/.../.../${key}`,
  (key) => `/800x600/..;/..;/${key}`,
  (key) => `/800x600/%c0%ae%c0%ae/%c0%ae%c0%ae/${key}`,
  (key) => `/800x600/%EF%BC%8E%EF%BC%8E/%EF%BC%8E%EF%BC%8E/${key}`,
  (key) => `/800x600/a/b/../../../../${key}`,
  (key) => `/800x600/${key}`,
  (key) => `/800x600//${key}`,
  (key) => `/800x600/${PATH}/../../../../${key}`,
  (key) => `/800x600/${PATH}/..%2f..%2f..%2f..%2f${key}%00`,
  (key) => `/800x600@/../../${key}`,
  (key) => `/800x600@..%2f..%2f${key}/x`,
  (key) => `/~/../../${key}`,
  (key) => `/~${'a'.repeat(43)}/w_100/../../../${key}`,
  (key) => `/${key}?/800x600/${PATH}`,
  (key) => `/${key}#`,
  (key) => `http://${bucket}.s3.us-east-1.amazonaws.com/${key}`,
];

test.each(SECRETS)('the CDN does not serve %s in any spelling', async (key) => {
  for (const spelling of SPELLINGS) {
    const path = spelling(key);
    const { status } = await ask(path);
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
  }
});

test('a viewer cannot set the URL that render redirects to', async () => {
  const headers = { 'x-darkroom-url': `/originals/${PATH}`, 'x-forwarded-host': 'evil.example' };
  expect((await ask(`/originals/${PATH}`, { headers })).status).toBe(404);
});

describe('unsigned requests cannot bypass the CDN:', () => {
  test("render's function URL", async () => {
    const host = new URL(output('render_function_url')).host;
    expect((await ask(`/${PATH}/wide`, { host })).status).toBe(403);
  });

  test('the bucket, with either style of address', async () => {
    const host = output('bucket_regional_domain_name');
    for (const key of [`variants/${PATH}/800x600`, ...SECRETS]) {
      expect([key, (await ask(`/${key}`, { host })).status]).toEqual([key, 403]);
      expect([key, (await ask(`/${bucket}/${key}`, { host: 's3.us-east-1.amazonaws.com' })).status]).toEqual([
        key,
        403,
      ]);
    }
  });
});

describe('policies limit the CDN itself:', () => {
  const lambda = new LambdaClient(clientOptions(state));
  const FunctionName = output('render_function_name');

  afterAll(() => {
    lambda.destroy();
  });

  test.each([
    ['AllowCloudFrontUrl', 'lambda:InvokeFunctionUrl'],
    ['AllowCloudFrontFunction', 'lambda:InvokeFunction'],
  ])('without the permission %s, render answers 403', async (StatementId, Action) => {
    await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
    try {
      expect((await ask(`/wide/${PATH}`)).status).toBe(403);
    } finally {
      const SourceArn = output('distribution_arn');
      const Principal = 'cloudfront.amazonaws.com';
      await lambda.send(new AddPermissionCommand({ FunctionName, StatementId, Action, Principal, SourceArn }));
    }
    expect((await ask(`/wide@webp/${PATH}`)).status).toBe(200);
  });

  test('without its statement in the bucket policy, S3 refuses the CDN, and render reads the variants instead', async () => {
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    const policy = JSON.parse(Policy) as { Statement: { Sid: string }[] };
    const Statement = policy.Statement.filter(({ Sid }) => !Sid.includes('CloudFront'));
    expect(Statement).toHaveLength(policy.Statement.length - 1);
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify({ ...policy, Statement }) }));
    try {
      expect((await ask(`/800x600/${PATH}`)).headers['x-darkroom']).toBe('read');
    } finally {
      await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    }
    expect((await ask(`/800x600/${PATH}`)).headers).not.toHaveProperty('x-darkroom');
  });
});
