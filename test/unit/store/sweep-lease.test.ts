import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { createSweepLease } from '../../../handler/src/store/index.ts';
import { answerOf, client, failure, inputs, s3 } from '../../support/recorded-s3.ts';

beforeEach(() => {
  s3.reset();
});

describe("the sweep's lease", () => {
  const lease = createSweepLease({
    client,
    bucket: 'bucket',
    prefixes: { locks: 'locks/' },
    life: 60,
    now: () => 100_000,
  });
  const held = (state: object, modified: number) => ({
    ...answerOf(JSON.stringify(state)).answer,
    LastModified: new Date(modified),
  });
  const written = (): object[] =>
    inputs(PutObjectCommand).map((input) => {
      const { Body, ...rest } = input as { Body: string };
      return { ...rest, ...(JSON.parse(Body) as object) };
    });
  const at = { Bucket: 'bucket', Key: 'locks/sweep' };
  const nonce = expect.stringMatching(/^[0-9a-f-]{36}$/);

  test('is one object, taken where there is none and renewed where it was seen', async () => {
    s3.on(PutObjectCommand).resolves({});
    s3.on(GetObjectCommand)
      .rejectsOnce(failure(404))
      .resolves(held({ id: 'a', done: false }, 0));
    expect([await lease.hold('a'), await lease.hold('a')]).toEqual(['held', 'held']);
    await lease.conclude('a');
    expect(inputs(GetObjectCommand)).toEqual([at, at, at]);
    expect(written()).toEqual([
      { ...at, IfNoneMatch: '*', id: 'a', done: false, nonce },
      { ...at, IfMatch: '"e"', id: 'a', done: false, nonce },
      { ...at, IfMatch: '"e"', id: 'a', done: true, nonce },
    ]);
  });

  test.each([
    [40_000, 'busy'],
    [39_999, 'held'],
  ])(
    'of another sweep that was renewed at %d ms, with a life of 60 s, makes a second one at 100 s: %s',
    async (modified, hold) => {
      s3.on(PutObjectCommand).resolves({});
      s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false }, modified));
      expect(await lease.hold('b')).toBe(hold);
    },
  );

  test('that says nothing of its holder, or without a time, is free', async () => {
    s3.on(PutObjectCommand).resolves({});
    for (const state of [{ id: 'a' }, { done: false }, {}]) {
      s3.on(GetObjectCommand).resolves(held(state, 100_000));
      expect(await lease.hold('b')).toBe('held');
    }
    s3.on(GetObjectCommand).resolves({});
    expect(await lease.hold('b')).toBe('held');
    s3.on(GetObjectCommand).resolves(answerOf('{"id":"a","done":false}').answer);
    expect(await lease.hold('b')).toBe('held');
  });

  test('that others change is tried for eight times, and then reported', async () => {
    s3.on(GetObjectCommand).rejects(failure(404)).on(PutObjectCommand).rejects(failure(412));
    await expect(lease.hold('b')).rejects.toThrow('The lease at locks/sweep was changed by others 8 times');
    expect(inputs(PutObjectCommand)).toHaveLength(8);
  });

  test('is concluded by its holder alone, and a lost conclusion is no error', async () => {
    s3.on(PutObjectCommand).rejects(failure(412));
    s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false }, 0));
    await lease.conclude('b');
    expect(inputs(PutObjectCommand)).toEqual([]);
    await lease.conclude('a');
    expect(inputs(PutObjectCommand)).toHaveLength(1);
    s3.on(GetObjectCommand).rejects(failure(404));
    await lease.conclude('a');
    expect(inputs(PutObjectCommand)).toHaveLength(1);
  });
});
