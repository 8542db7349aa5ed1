import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, manifestsIn, output, put, s3, sqs } from './support/example.ts';

const KEY = 'originals/a b/sea+é.jpg';
const IMAGE = '/page/a b/sea+é.jpg'.split('/').map(encodeURIComponent).join('/');

const served = async (): Promise<number> => (await get(`${output('url')}${IMAGE}`)).status;
const manifest = async (): Promise<boolean> => (await manifestsIn(output('bucket'))).length > 0;

test('an upload and a removal that EventBridge tells of are processed, whatever the key holds', async () => {
  await put(output('bucket'), KEY, await photograph(2000, 1500));
  await until('the manifest', async () => ((await manifest()) ? true : null));
  expect(await served()).toBe(200);

  await s3.send(new DeleteObjectCommand({ Bucket: output('bucket'), Key: KEY }));
  await until('no manifest', async () => ((await manifest()) ? null : true));
});

test("Darkroom's own event arrives through the team's bus", async () => {
  await put(output('bucket'), 'originals/text.jpg', Buffer.from('no photo'));
  const event = await until('an event', async () => {
    const wanted = new ReceiveMessageCommand({ QueueUrl: output('rejected_queue'), WaitTimeSeconds: 1 });
    const { Messages: [message] = [] } = await sqs.send(wanted);
    return message === undefined ? null : (JSON.parse(message.Body ?? '') as unknown);
  });
  expect(event).toMatchObject({
    type: 'rejected',
    stack: 'gallery-bridge',
    path: 'text.jpg',
    manifest: { rejection: { code: 'not_an_image' } },
  });
});
