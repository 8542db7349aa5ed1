import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { createStore, MOST_OVERLAY_BYTES } from '../../../handler/src/store/index.ts';
import { answerOf, client, failure, inputs, options, s3 } from '../../support/recorded-s3.ts';
import { CACHE_CONTROL, KEYS } from '../../support/simulation/index.ts';

const open = () => createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL }).overlays;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const bucketHolds = (...marks: readonly string[]): void => {
  for (const mark of marks) {
    s3.on(GetObjectCommand, { Bucket: 'bucket', Key: `overlays/${sha256(mark)}.png` }).resolves(answerOf(mark).answer);
  }
};

beforeEach(() => {
  s3.reset();
});

describe('the PNG of an overlay', () => {
  test('is read from its own key, by a request that ends by itself, and once an instance', async () => {
    bucketHolds('mark');
    const overlays = open();
    for (let time = 0; time < 2; time++) {
      expect(Buffer.from(await overlays.read(sha256('mark'))).toString()).toBe('mark');
    }
    expect(inputs(GetObjectCommand)).toHaveLength(1);
    expect(options(GetObjectCommand)).toEqual([{ abortSignal: expect.any(AbortSignal) }]);
  });

  test('is kept while four are used, and read again after others', async () => {
    const marks = ['a', 'b', 'c', 'd', 'e'];
    bucketHolds(...marks);
    const overlays = open();
    const requestsFor = async (...read: readonly string[]) => {
      const before = inputs(GetObjectCommand).length;
      for (const mark of read) await overlays.read(sha256(mark));
      return inputs(GetObjectCommand).length - before;
    };
    expect(await requestsFor('a', 'b', 'c', 'd', 'a', 'd')).toBe(4);
    expect(await requestsFor('e', 'b', 'c', 'd')).toBe(1);
    expect(await requestsFor('a')).toBe(1);
  });

  test('may have a mebibyte, and no byte more', async () => {
    const most = 'x'.repeat(MOST_OVERLAY_BYTES);
    bucketHolds(most, `${most}x`);
    expect((await open().read(sha256(most))).length).toBe(1_048_576);
    await expect(open().read(sha256(`${most}x`))).rejects.toThrow('has 1048577 bytes, more than the 1048576');
  });

  test('that cannot be read is an error that names its key, the cause and what to do', async () => {
    const cause = failure(404);
    s3.on(GetObjectCommand).rejects(cause);
    const read = open().read(sha256('mark'));
    await expect(read).rejects.toThrow(
      `The overlay s3://bucket/overlays/${sha256('mark')}.png can't be read: refused. Apply Terraform`,
    );
    await expect(read).rejects.toHaveProperty('cause', cause);
  });

  test('that has no bytes is another one than its name says', async () => {
    s3.on(GetObjectCommand).resolves({});
    await expect(open().read(sha256('mark'))).rejects.toThrow(`was replaced: its SHA-256 is ${sha256('')}`);
  });
});
