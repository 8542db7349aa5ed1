import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { clientOptions, s3Of } from '../../local/bucket.ts';
import { photograph } from '../support/images/pictures.ts';
import { processed, read } from './support/objects.ts';
import { type Session, sessionOf } from './support/role.ts';
import { bucket, output, state } from './support/stack.ts';

const Bucket = bucket;
const Key = 'originals/policies/kept.jpg';
const refused = { name: expect.stringMatching(/^AccessDenied/), $metadata: { httpStatusCode: 403 } };
/** S3's test event, sent when notifications are configured. */
const HARMLESS = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
const QUEUES = [
  'process',
  'process_dead_letter',
  'subscription_dead_letter',
  'purge',
  'purge_dead_letter',
  'purge_ticks',
  'sweep',
  'sweep_dead_letter',
];
let original: Buffer;

beforeAll(async () => {
  original = await photograph(320, 240);
  await processed('policies/kept.jpg', original);
});

describe("the process function's role", () => {
  let session: Session;
  let s3: S3Client;

  beforeAll(async () => {
    session = await sessionOf(output('process_role_arn'));
    s3 = new S3Client({ ...clientOptions(state), credentials: session });
  });

  test('is the identity of the caller', async () => {
    const sts = new STSClient({ ...clientOptions(state), credentials: session });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toContain(`assumed-role/${output('process_role_name')}/`);
  });

  test('reads an original, and writes variants and manifests', async () => {
    await s3.send(new GetObjectCommand({ Bucket, Key }));
    for (const key of ['variants/policies/probe', 'manifests/policies/probe.json', 'locks/policies/probe']) {
      await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: 'x' }));
      await s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
    }
  });

  test('may not write, copy over, tag or delete an original, which stays unchanged', async () => {
    const CopySource = `${bucket}/variants/policies/kept.jpg/200x150`;
    const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };
    await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'mine' }))).rejects.toMatchObject(refused);
    await expect(s3.send(new CopyObjectCommand({ Bucket, Key, CopySource }))).rejects.toMatchObject(refused);
    await expect(s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }))).rejects.toMatchObject(refused);
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toMatchObject(refused);
    expect((await read(Key))?.bytes.equals(original)).toBe(true);
  });

  test('may not create an original, or write outside its prefixes', async () => {
    for (const key of ['originals/policies/new.jpg', 'overlays/x.png', 'elsewhere/x', 'x']) {
      await expect(s3.send(new PutObjectCommand({ Bucket, Key: key, Body: 'x' }))).rejects.toMatchObject(refused);
    }
  });

  test('may not list the whole bucket', async () => {
    await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(refused);
  });
});

/** Makes a client send plain HTTP: the emulator assumes encryption unless a proxy's header says otherwise. */
function plainly<C extends S3Client | SNSClient | SQSClient>(client: C): C {
  // The added middleware does not depend on the client's types.
  (client as S3Client).middlewareStack.add(
    (next) => (args) => {
      const { headers } = (args as { request: { headers: Record<string, string> } }).request;
      headers['x-forwarded-proto'] = 'http';
      return next(args);
    },
    { step: 'build' },
  );
  return client;
}

describe('plain HTTP is refused, even from the owner,', () => {
  test('by the bucket', async () => {
    const ask = (client: S3Client) => client.send(new HeadObjectCommand({ Bucket, Key }));
    await expect(ask(plainly(s3Of(state)))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await expect(ask(s3Of(state))).resolves.toBeDefined();
  });

  test.each(['uploads', 'events'])('by the %s topic', async (topic) => {
    const ask = (client: SNSClient) =>
      client.send(new PublishCommand({ TopicArn: output(`${topic}_topic_arn`), Message: HARMLESS }));
    await expect(ask(plainly(new SNSClient(clientOptions(state))))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(ask(new SNSClient(clientOptions(state)))).resolves.toBeDefined();
  });

  test.each(QUEUES)('by the %s queue', async (queue) => {
    const ask = (client: SQSClient) =>
      client.send(
        new GetQueueAttributesCommand({ QueueUrl: output(`${queue}_queue_url`), AttributeNames: ['QueueArn'] }),
      );
    await expect(ask(plainly(new SQSClient(clientOptions(state))))).rejects.toMatchObject({
      name: expect.stringMatching(/AccessDenied/),
    });
    await expect(ask(new SQSClient(clientOptions(state)))).resolves.toBeDefined();
  });
});

describe('the bucket', () => {
  test('refuses a reader without credentials', async () => {
    const { endpoint } = clientOptions(state);
    for (const key of [Key, 'variants/policies/kept.jpg/200x150', 'manifests/policies/kept.jpg.json']) {
      expect((await fetch(`${endpoint}/${bucket}/${key}`)).status).toBe(403);
    }
  });
});
