import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { processed, read, readManifest, remove, upload, variantNames } from '../support/objects.ts';
import { outcomesOf } from '../support/outcomes.ts';
import { depth, drained } from '../support/queues.ts';
import { bucket, output, s3, sqs } from '../support/stack.ts';

const setNotifications = (NotificationConfiguration: NotificationConfiguration) =>
  s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration }));

/** Sweeps the whole bucket, and waits until process has handled the findings. */
async function sweep(dryRun = false): Promise<void> {
  // The sweep leaves younger objects to their events.
  await sleep(2100);
  const MessageBody = JSON.stringify({ sweep: 'start', dryRun });
  await sqs.send(new SendMessageCommand({ QueueUrl: output('sweep_queue_url'), MessageBody }));
  await until('the end of a sweep', async () => {
    const { waiting, inFlight } = await depth(output('sweep_queue_url'));
    return waiting + inFlight === 0 ? true : null;
  });
  await drained();
}

let usual: NotificationConfiguration = {};

beforeAll(async () => {
  await drained();
  const { TopicConfigurations } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
  usual = { TopicConfigurations };
  // Excludes what other tests left behind.
  await sweep();
});

afterAll(() => setNotifications(usual));

test('changes whose events are lost are repaired by the next sweep, once; a dry run changes nothing', async () => {
  const replaced = 'sweep/replaced photo+ü.jpg';
  const [first, second] = [await photograph(900, 700, 21), await photograph(700, 900, 22)];
  await processed(replaced, first);
  await processed('sweep/deleted.jpg', first);
  await drained();

  await setNotifications({});
  const version = await upload(replaced, second);
  await upload('sweep/new.jpg', second);
  await remove('sweep/deleted.jpg');
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'variants/sweep/left-over.jpg/800x600', Body: 'x' }));

  await sweep(true);
  expect(await readManifest('sweep/new.jpg')).toBeNull();
  expect(await variantNames('sweep/left-over.jpg')).toEqual(['800x600']);

  await sweep();
  expect((await readManifest(replaced))?.original.version).toBe(version);
  expect(await read('manifests/sweep/deleted.jpg.json')).toBeNull();
  expect(await variantNames('sweep/deleted.jpg')).toEqual([]);
  expect(await variantNames('sweep/left-over.jpg')).toEqual([]);
  expect(await variantNames('sweep/new.jpg')).toHaveLength(9);
  expect((await depth(output('sweep_dead_letter_queue_url'))).waiting).toBe(0);

  const looks = (await outcomesOf('sweep/new.jpg')).length;
  await sweep();
  expect((await outcomesOf('sweep/new.jpg')).length).toBe(looks);
});
