import { randomUUID } from 'node:crypto';
import { CloudFrontClient, CreateDistributionCommand } from '@aws-sdk/client-cloudfront';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

import type { Manifest } from '../../../handler/src/manifest.ts';
import { clientOptions, s3Of } from '../../../local/bucket.ts';
import { endpointOf, REGION, stopEmulator } from '../../../local/emulator.ts';
import { ensureEmulator } from '../../../local/stack.ts';
import { installEmulator } from '../../../local/venv.ts';
import { createProxy, type Proxy } from '../../faults/support/proxy.ts';
import { RUNTIME_HOME } from '../../runner/runtime.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { s3Event } from '../../support/events.ts';
import { configOf } from './config.ts';

/** The resources that functions need from Terraform, and a proxy between the functions and these. */
export interface Site {
  readonly proxy: Proxy;
  readonly bucket: string;
  readonly queues: { readonly process: string; readonly purge: string; readonly sweep: string };
  /** Environment of a function with these settings in addition to the usual ones. */
  readonly environment: (settings?: object) => Record<string, string>;
  /** Uploads an original and returns the event of the invocation that its message triggers. */
  readonly upload: (path: string, bytes: Uint8Array) => Promise<{ event: object; version: string }>;
  readonly manifest: (path: string) => Promise<Manifest | null>;
  readonly exists: (key: string) => Promise<boolean>;
  readonly send: (queue: string, body: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One message, as an event source mapping passes it to the function. */
export const queueEvent = (body: string, receives = 1): object => ({
  Records: [
    {
      messageId: randomUUID(),
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body,
      attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '1545082649183' },
      messageAttributes: {},
      md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:darkroom',
      awsRegion: REGION,
    },
  ],
});

/** Starts an emulator without Terraform, which takes a second instead of three minutes. */
export async function startSite(): Promise<Site> {
  await installEmulator();
  await stopEmulator(RUNTIME_HOME); // Left by an aborted run.
  const state = await ensureEmulator(RUNTIME_HOME);
  const credentials = assertPresent(state.credentials);
  const s3: S3Client = s3Of(state);
  const sqs = new SQSClient(clientOptions(state));
  const bucket = 'darkroom-runtime';
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const queueOf = async (name: string): Promise<string> =>
    assertPresent((await sqs.send(new CreateQueueCommand({ QueueName: `darkroom-${name}` }))).QueueUrl);
  const queues = { process: await queueOf('process'), purge: await queueOf('purge'), sweep: await queueOf('sweep') };
  const topic = await new SNSClient(clientOptions(state)).send(new CreateTopicCommand({ Name: 'darkroom-events' }));
  const distribution = await distributionOf(new CloudFrontClient(clientOptions(state)));
  const proxy = await createProxy(endpointOf(state));
  // The SDK uses the host of a queue's URL, regardless of the configured endpoint.
  const through = (url: string): string => url.replace(endpointOf(state), proxy.url);
  const told = { process: through(queues.process), purge: through(queues.purge), sweep: through(queues.sweep) };
  const resources = { bucket, queues: told, eventsTopic: assertPresent(topic.TopicArn), distribution };

  const exists = async (key: string): Promise<boolean> =>
    s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(
      () => true,
      () => false,
    );
  return {
    proxy,
    bucket,
    queues,
    environment: (settings) => ({
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL: proxy.url,
      DARKROOM_CONFIG: JSON.stringify(configOf(resources, settings)),
    }),
    upload: async (path, bytes) => {
      const key = `originals/${path}`;
      const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
      return { event: queueEvent(JSON.stringify(s3Event({ key, bucket }))), version: assertPresent(VersionId) };
    },
    manifest: async (path) => {
      const key = `manifests/${path}.json`;
      if (!(await exists(key))) return null;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return JSON.parse(await assertPresent(Body).transformToString()) as Manifest;
    },
    exists,
    send: async (queue, body) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: body }));
    },
    close: async () => {
      await proxy.close();
      await stopEmulator(RUNTIME_HOME);
    },
  };
}

async function distributionOf(cloudfront: CloudFrontClient): Promise<string> {
  const behavior = { TargetOriginId: 'bucket', ViewerProtocolPolicy: 'redirect-to-https' as const };
  const { Distribution } = await cloudfront.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: 'runtime',
        Comment: 'for purge',
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: 'bucket',
              DomainName: 'darkroom-runtime.s3.amazonaws.com',
              S3OriginConfig: { OriginAccessIdentity: '' },
            },
          ],
        },
        DefaultCacheBehavior: { ...behavior, CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' },
      },
    }),
  );
  return assertPresent(Distribution?.Id);
}
