import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put, s3 } from './support/example.ts';

test('a photo is processed and served, and original and variants are encrypted with the key', async () => {
  const Bucket = output('bucket');
  await put(Bucket, 'originals/sea.jpg', await photograph(900, 700));
  await until('the image', async () => ((await get(`${output('url')}/800x600/sea.jpg`)).status === 200 ? true : null));
  for (const Key of ['originals/sea.jpg', 'variants/sea.jpg/800x600']) {
    const { SSEKMSKeyId, ServerSideEncryption } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect([Key, ServerSideEncryption, SSEKMSKeyId]).toEqual([Key, 'aws:kms', output('objects_key')]);
  }
});
