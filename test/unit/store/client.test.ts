import { afterEach, expect, test } from '@jest/globals';

import { createS3Client } from '../../../handler/src/store/client.ts';

const NAMES = ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'];

afterEach(() => {
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
});

test('on AWS buckets are host names, at a custom endpoint they are paths', () => {
  expect(createS3Client().config.forcePathStyle).toBe(false);
  for (const name of NAMES) {
    process.env[name] = 'http://127.0.0.1:1';
    expect([name, createS3Client().config.forcePathStyle]).toEqual([name, true]);
    Reflect.deleteProperty(process.env, name);
  }
});

test('requests are retried, and none waits for longer than a function has', async () => {
  const { config } = createS3Client();
  expect(await config.maxAttempts()).toBe(4);
});
