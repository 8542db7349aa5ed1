import { GetBucketCorsCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, s3 } from './support/example.ts';

const Bucket = output('bucket');

/** What the README's server signs, and its page sends. */
async function upload(name: string, file: Buffer, type: string): Promise<Response> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it brings an S3 client of its own version
  const { url, fields } = await createPresignedPost(s3, {
    Bucket,
    Key: `originals/users/${name}`,
    Conditions: [
      ['content-length-range', 1, 10_485_760],
      ['starts-with', '$Content-Type', 'image/'],
    ],
    Expires: 300,
  });
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('Content-Type', type);
  form.append('file', new Blob([new Uint8Array(file)], { type }));
  return fetch(url, { method: 'POST', body: form, headers: { Origin: 'https://www.example.com' } });
}

test('a photo that a page posted is served', async () => {
  const { status } = await upload('7.jpg', await photograph(400, 300), 'image/jpeg');
  expect(status).toBe(204);
  await until('the avatar', async () =>
    (await get(`${output('url')}/avatar/users/7.jpg`)).status === 200 ? true : null,
  );
});

test('pages of the origin may read the answer’s ETag', async () => {
  const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket }));
  expect(CORSRules).toMatchObject([
    { AllowedOrigins: ['https://www.example.com'], AllowedMethods: ['POST', 'PUT'], ExposeHeaders: ['ETag'] },
  ]);
});
