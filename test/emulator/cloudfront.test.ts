import { createHash } from 'node:crypto';
import { CloudFrontClient, DeleteFunctionCommand, UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { AddPermissionCommand, LambdaClient, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { clientOptions } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import { emulatorSettings } from '../../local/settings.ts';
import type { State } from '../../local/state.ts';
import {
  askDistribution,
  type Distribution,
  distributionOf,
  PERMISSIONS,
  viewerFunction,
} from './support/own-distribution.ts';
import { makeFunction, makeRole, startOwn } from './support/own-emulator.ts';

/** Not CloudFront's region, in which everything else here is created. */
const REGION = 'eu-central-1';
const SOURCE = `exports.handler = async ({ rawPath }) => ({ statusCode: 200, body: rawPath });`;

let home: Home;
let state: State;
let cloudfront: CloudFrontClient;
let lambda: LambdaClient;
let distribution: Distribution;

const ask = (path: string, more?: Parameters<typeof askDistribution>[3]) =>
  askDistribution(state, distribution.domain, path, more);

beforeAll(async () => {
  ({ home, state } = await startOwn('cloudfront-refusals'));
  cloudfront = new CloudFrontClient({ ...clientOptions(state), maxAttempts: 1 });
  lambda = new LambdaClient({ ...clientOptions(state), region: REGION });
  await makeFunction(lambda, { name: 'origin', role: await makeRole(state, 'origin', []), source: SOURCE });
  distribution = await distributionOf(cloudfront, lambda, 'origin');
});

afterAll(() => stopEmulator(home));

describe('a request that CloudFront signs for a function URL', () => {
  beforeEach(() => emulatorSettings(state, { signed_path: 'once' }));

  const MISMATCH = {
    status: 403,
    kind: 'InvalidSignatureException',
    body: expect.stringContaining('"The request signature we calculated does not match the signature you provided.'),
  };

  test.each(['once', 'twice'] as const)(
    'is accepted if the path has only unreserved characters, however it is encoded: %s',
    async (signed_path) => {
      await emulatorSettings(state, { signed_path });
      const path = '/variants/A-Z.a_z~0-9/x.jpg';
      expect(await ask(path)).toEqual({ status: 200, kind: undefined, body: path });
    },
  );

  test.each(['/a%20b.jpg', '/page%40webp/x', '/a@b', '/a=b', '/a,b', '/a+b', "/it's", '/(1)', '/a//b'])(
    'is refused if signer and verifier encode the path differently: %s',
    async (path) => {
      expect(await ask(path)).toMatchObject(MISMATCH);
    },
  );

  test.each(['/a%20b.jpg', '/page%40webp/x', '/a=b,c+d'])('is accepted if both encode it twice: %s', async (path) => {
    await emulatorSettings(state, { signed_path: 'twice' });
    expect(await ask(path)).toMatchObject({ status: 200 });
  });

  test.each(Object.entries(PERMISSIONS))('is refused without the permission for %s', async (id, action) => {
    const StatementId = `cloudfront-${id}`;
    await lambda.send(new RemovePermissionCommand({ FunctionName: 'origin', StatementId }));
    try {
      expect(await ask('/x')).toMatchObject({ status: 403, kind: 'AccessDeniedException' });
    } finally {
      const permission = { Action: action, Principal: 'cloudfront.amazonaws.com', SourceArn: distribution.arn };
      await lambda.send(new AddPermissionCommand({ FunctionName: 'origin', StatementId, ...permission }));
    }
    expect(await ask('/x')).toMatchObject({ status: 200 });
  });

  test.each(['once', 'twice'] as const)(
    'is accepted with a body only if the viewer sent its hash, and loses Authorization: %s',
    async (signed_path) => {
      await emulatorSettings(state, { signed_path });
      const body = '{"path":"a"}';
      const hashed = (text: string) => ({
        'x-amz-content-sha256': createHash('sha256').update(text).digest('hex'),
        authorization: 'Bearer mine',
      });
      expect(await ask('/x', { body, headers: hashed(body) })).toMatchObject({ status: 200 });
      expect(await ask('/x', { body })).toMatchObject(MISMATCH);
      expect(await ask('/x', { body, headers: hashed('another') })).toMatchObject(MISMATCH);
    },
  );

  test('is refused for a distribution that the permissions do not name', async () => {
    await makeFunction(lambda, { name: 'other', role: await makeRole(state, 'other', []), source: SOURCE });
    const other = await distributionOf(cloudfront, lambda, 'other');
    const foreign = { ...distribution.config, CallerReference: 'foreign', Origins: other.config.Origins };
    const { ETag } = await cloudfront.send(
      new UpdateDistributionCommand({ Id: distribution.id, IfMatch: distribution.etag, DistributionConfig: foreign }),
    );
    try {
      expect(await ask('/x')).toMatchObject({ status: 403, kind: 'AccessDeniedException' });
    } finally {
      const { id: Id, config: DistributionConfig } = distribution;
      await cloudfront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));
    }
  });
});

test('a CloudFront function is not deleted while a distribution runs it', async () => {
  const { arn, etag } = await viewerFunction(cloudfront, 'viewer');
  await makeFunction(lambda, { name: 'viewed', role: await makeRole(state, 'viewed', []), source: SOURCE });
  const { id, etag: first, config } = await distributionOf(cloudfront, lambda, 'viewed', arn);
  await expect(cloudfront.send(new DeleteFunctionCommand({ Name: 'viewer', IfMatch: etag }))).rejects.toMatchObject({
    name: 'FunctionInUse',
    $metadata: { httpStatusCode: 409 },
    message: 'Cannot delete function viewer, it is in use by 1 distributions',
  });
  const without = { ...config.DefaultCacheBehavior, FunctionAssociations: { Quantity: 0 } };
  const changed = { ...config, DefaultCacheBehavior: without } as typeof config;
  await cloudfront.send(new UpdateDistributionCommand({ Id: id, IfMatch: first, DistributionConfig: changed }));
  await cloudfront.send(new DeleteFunctionCommand({ Name: 'viewer', IfMatch: etag }));
});

test('an unknown setting is refused with a list of the settings', async () => {
  await expect(emulatorSettings(state, { signed_path: 'thrice' as 'twice' })).rejects.toThrow('once, twice');
  await expect(emulatorSettings(state, { colour: 'red' } as never)).rejects.toThrow(
    'signed_path, account_concurrency, cdn_cache, longest_delay',
  );
});
