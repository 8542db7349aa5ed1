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

  test.each([403, 404, 409, 412])(
    'that another took, which S3 tells by %d, is read and renewed again',
    async (status) => {
      s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false }, 0));
      s3.on(PutObjectCommand).rejectsOnce(failure(status)).resolves({});
      expect(await lease.hold('a')).toBe('held');
      expect(inputs(PutObjectCommand)).toHaveLength(2);
    },
  );

  test('that may not be created is an error, and not another’s', async () => {
    s3.on(GetObjectCommand).rejects(failure(404)).on(PutObjectCommand).rejects(failure(403));
    await expect(lease.hold('a')).rejects.toThrow('refused');
    expect(inputs(PutObjectCommand)).toHaveLength(1);
  });

  const state = { progress: { looked: 5 }, ledger: { ranges: 3 } };
  const renewed = { ...at, IfMatch: '"e"', id: 'a', done: false, nonce };

  test('says what it said until its holder revises it, and nothing of another’s', async () => {
    s3.on(PutObjectCommand).resolves({});
    s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false, wish: 'pause', ...state }, 0));
    expect(await lease.hold('a')).toBe('paused');
    expect(await lease.hold('a', (ledger) => ({ ledger: { was: ledger } }))).toBe('paused');
    expect(await lease.hold('b')).toBe('held');
    expect(await lease.hold('b', (ledger) => ({ ledger: { was: ledger ?? 'nothing' } }))).toBe('held');
    expect(written()).toEqual([
      { ...renewed, wish: 'pause', ...state },
      { ...renewed, wish: 'pause', ledger: { was: state.ledger } },
      { ...renewed, id: 'b' },
      { ...renewed, id: 'b', ledger: { was: 'nothing' } },
    ]);
  });

  test('is left alone by a revision that has nothing to say', async () => {
    s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false, ...state }, 0));
    expect(await lease.hold('a', () => null)).toBe('done');
    expect(await lease.conclude('a', () => null)).toBe(false);
    expect(inputs(PutObjectCommand)).toEqual([]);
  });

  test('is concluded once, with what its holder did, or only in part if a ledger is left', async () => {
    s3.on(PutObjectCommand).resolves({});
    s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false, ...state }, 0));
    expect(await lease.conclude('a')).toBe(true);
    expect(await lease.conclude('a', (ledger) => ({ progress: 1, ledger }))).toBe(false);
    expect(await lease.conclude('a', () => ({ progress: 2 }))).toBe(true);
    expect(await lease.conclude('b')).toBe(false);
    s3.on(GetObjectCommand).resolves(held({ id: 'a', done: true, ...state }, 0));
    expect(await lease.conclude('a')).toBe(false);
    expect(written()).toEqual([
      { ...renewed, done: true, progress: state.progress },
      { ...renewed, progress: 1, ledger: state.ledger },
      { ...renewed, done: true, progress: 2 },
    ]);
  });

  test('whose conclusion is lost is not this one’s to finish, but what is left of it is revised again', async () => {
    s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false, ...state }, 0));
    s3.on(PutObjectCommand).rejects(failure(412));
    expect(await lease.conclude('a')).toBe(false);
    expect(inputs(PutObjectCommand)).toHaveLength(1);
    await expect(lease.conclude('a', () => ({}))).rejects.toThrow('was changed by others 8 times');
    expect(inputs(PutObjectCommand)).toHaveLength(9);
    s3.reset();
    s3.on(GetObjectCommand).resolves(held({ id: 'a', done: false }, 0));
    s3.on(PutObjectCommand).rejectsOnce(failure(412)).resolves({});
    expect(await lease.conclude('a', () => ({}))).toBe(true);
    expect(inputs(PutObjectCommand)).toHaveLength(2);
  });
});
