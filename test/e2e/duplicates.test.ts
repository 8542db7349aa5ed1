import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { processed, read, timesWritten } from './support/objects.ts';
import { outcomesOf } from './support/outcomes.ts';
import { drained } from './support/queues.ts';
import { bucket, output, sqs } from './support/stack.ts';

const DELIVERIES = 5;

const eventOf = (path: string, etag: string, version: string): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: bucket, arn: output('bucket_arn') },
          object: {
            key: encodeURIComponent(`originals/${path}`).replaceAll('%2F', '/'),
            eTag: etag,
            versionId: version,
          },
        },
      },
    ],
  });

test('the same event five times costs one transform, and writes each variant once', async () => {
  const path = 'duplicates/one.jpg';
  const manifest = await processed(path, await photograph(1200, 900));
  const { etag, version } = manifest.original;
  const stored = await read(`manifests/${path}.json`);

  for (let delivery = 1; delivery < DELIVERIES; delivery++) {
    const MessageBody = eventOf(path, etag, version);
    await sqs.send(new SendMessageCommand({ QueueUrl: output('process_queue_url'), MessageBody }));
  }
  const outcomes = await until('every delivery to be logged', async () => {
    const logged = await outcomesOf(path);
    return logged.length >= DELIVERIES ? logged : null;
  });
  await drained();

  expect(outcomes.map(({ message }) => message).sort()).toEqual([
    'ready',
    ...Array<string>(DELIVERIES - 1).fill('unchanged'),
  ]);
  expect(outcomes.reduce((sum, { transforms }) => sum + transforms, 0)).toBe(1);
  expect(new Set(Object.values(await timesWritten(path)))).toEqual(new Set([1]));
  expect(await read(`manifests/${path}.json`)).toEqual(stored);
});
