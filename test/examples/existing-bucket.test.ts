import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put, s3, sqs } from './support/example.ts';

const Bucket = output('bucket');

test('photos in both folders are served, in a bucket without versioning', async () => {
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  for (const path of ['avatars/face.jpg', 'products/shoe.jpg']) {
    await put(Bucket, path, await photograph(600, 400));
    const bytes = await until(`the thumbnail of ${path}`, async () => {
      const answer = await get(`${output('url')}/thumb/${path}`);
      return answer.status === 200 ? answer.bytes : null;
    });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 200, height: 200 });
  }
});

test('the owner’s notifications, lifecycle and policy are still there, and work', async () => {
  await put(Bucket, 'invoices/1.pdf', Buffer.from('%PDF'));
  const key = await until('the event of the invoice', async () => {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: output('invoices_queue'), WaitTimeSeconds: 1 }),
    );
    const { Records = [] } = JSON.parse(message?.Body ?? '{}') as { Records?: { s3: { object: { key: string } } }[] };
    return Records[0]?.s3.object.key ?? null;
  });
  expect(key).toBe('invoices/1.pdf');

  const { QueueConfigurations, TopicConfigurations } = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket }),
  );
  expect([QueueConfigurations?.length, TopicConfigurations?.length]).toEqual([1, 2]);
  const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(Rules?.map(({ ID }) => ID).sort()).toEqual(['archive-invoices', 'expire-locks']);
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const { Statement } = JSON.parse(Policy ?? '{}') as { Statement: { Sid: string }[] };
  expect(Statement.map(({ Sid }) => Sid)).toEqual(['ReadByCloudFront', 'KeepInvoices']);
});
