import { createHash } from 'node:crypto';
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { judge } from '../../../ops/doctor/check.ts';
import { overlays } from '../../../ops/doctor/checks/overlays.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const PNG = Buffer.from('a picture');
const sha256 = createHash('sha256').update(PNG).digest('hex');
const Key = `overlays/${sha256}.png`;
const s3 = mockClient(S3Client);
const clients = { s3: new S3Client({ region: 'eu-west-1' }) };

const found = (of: object = { mark: { sha256 } }) =>
  overlays
    .run({ stack: { variantsBucket: 'variants', config: { overlays: of } }, clients } as unknown as Run)
    .then((came) => ({ verdict: 'passed', came }), judge);

const holds = (bytes: Buffer) =>
  s3
    .on(GetObjectCommand, { Bucket: 'variants', Key })
    .resolves({ ContentLength: bytes.length, Body: { transformToByteArray: () => Promise.resolve(bytes) } as never });

beforeEach(() => {
  s3.reset();
});

test('an overlay that is in the bucket as the configuration names it passes; a stack without any is not checked', async () => {
  holds(PNG);
  expect(await found()).toEqual({ verdict: 'passed', came: 'mark' });
  expect(await found({})).toMatchObject({ verdict: 'not checked' });
});

test('one that is another picture, or gone, is named with what to do', async () => {
  holds(Buffer.from('another'));
  const replaced = await found();
  expect(replaced.verdict).toBe('failed');
  expect(replaced.came).toMatch(/^mark: The overlay s3:\/\/variants\/overlays\/[^ ]+ was replaced: .*Delete it first/);
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'gone', $metadata: {} }));
  expect((await found()).came).toMatch(/can't be read: .*gone.*Apply Terraform/);
});
