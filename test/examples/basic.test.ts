import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put, sqs } from './support/example.ts';

/** The next event in the example's queue about a photo. */
async function nextReady(): Promise<{ path: string; type: string }> {
  return until('an event', async () => {
    const QueueUrl = output('ready_queue');
    const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    if (message === undefined) return null;
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    return JSON.parse(message.Body ?? '') as { path: string; type: string };
  });
}

test('a photo is announced, and served in the sizes of the example', async () => {
  await put(output('bucket'), 'originals/sea.jpg', await photograph(2000, 1500));

  expect(await nextReady()).toMatchObject({ type: 'ready', path: 'sea.jpg' });
  const { status, bytes } = await get(`${output('url')}/page/sea.jpg`);
  const { width, height } = await sharp(bytes).metadata();
  expect([status, width, height]).toEqual([200, 1600, 1200]);
});
