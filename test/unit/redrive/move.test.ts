import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { HOLD_SECONDS } from '../../../ops/redrive/message.ts';
import { move } from '../../../ops/redrive/move.ts';
import { memorySqs } from '../../support/memory-sqs.ts';

const instantly = { now: () => 0, sleep: () => Promise.resolve() };
const names = (n: number) => Array.from({ length: n }, (_, i) => `message ${i}`);

function world(bodies: readonly string[]) {
  const sqs = memorySqs();
  sqs.create('dead');
  sqs.create('live');
  for (const body of bodies) sqs.put('dead', body);
  const run = (more: Partial<Parameters<typeof move>[1]> = {}) =>
    move(sqs.client, {
      from: 'dead',
      to: 'live',
      rate: 1000,
      limit: Infinity,
      signal: new AbortController().signal,
      clock: instantly,
      ...more,
    });
  return { sqs, run };
}

describe('move', () => {
  test('empties the queue and reports each message', async () => {
    const { sqs, run } = world(names(25));
    const seen: number[] = [];
    expect(await run({ onMoved: (n) => seen.push(n) })).toEqual({
      moved: 25,
      cameBack: 0,
      failures: [],
      interrupted: false,
    });
    expect(sqs.bodies('dead')).toEqual([]);
    expect(sqs.bodies('live').sort()).toEqual(names(25).sort());
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  });

  test('keeps message attributes, and leaves out the list fields that SQS refuses', async () => {
    const { sqs, run } = world([]);
    const attributes = {
      type: { DataType: 'String', StringValue: 'ready' },
      blob: { DataType: 'Binary.png', BinaryValue: new Uint8Array([1, 2]) },
    };
    sqs.put('dead', 'body', attributes);
    await run();
    expect(sqs.messages('live')).toEqual([expect.objectContaining({ body: 'body', attributes })]);
  });

  test('deletes a message only after it was sent', async () => {
    const { sqs, run } = world(names(30));
    await run();
    for (const body of names(30)) {
      expect(sqs.log.filter(({ id }) => id === body).map(({ call }) => call)).toEqual(['send', 'delete']);
    }
  });

  test('moves no more than the limit', async () => {
    const { sqs, run } = world(names(25));
    expect((await run({ limit: 13 })).moved).toBe(13);
    expect(sqs.bodies('dead')).toHaveLength(12);
  });

  test('interrupted twice, three runs move everything once, and messages not in progress are visible immediately', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), async (first, second) => {
        const { sqs, run } = world(names(60));
        for (const at of [first, second]) {
          const { signal, abort } = abortable();
          if (at === 0) abort();
          const outcome = await run({
            signal,
            onMoved: (n) => {
              if (n >= at) abort();
            },
          });
          expect(outcome.failures).toEqual([]);
          expect(sqs.hidden('dead')).toBe(0);
        }
        await run();
        expect(sqs.bodies('dead')).toEqual([]);
        expect(sqs.bodies('live').sort()).toEqual(names(60).sort());
      }),
    );
  });

  test('killed at any call, later runs lose nothing, and duplicate at most the messages in progress', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 4 }), async (kills) => {
        const { sqs, run } = world(names(40));
        for (const kill of kills) {
          let calls = 0;
          // A killed process makes no further calls of any kind.
          sqs.failWhen(() => ((calls += 1) >= kill ? new Error('killed') : undefined));
          await run().catch(() => undefined);
          sqs.advance(HOLD_SECONDS * 1000);
        }
        sqs.failWhen(() => undefined);
        await run();
        expect(sqs.bodies('dead')).toEqual([]);
        expect([...new Set(sqs.bodies('live'))].sort()).toEqual(names(40).sort());
        expect(sqs.bodies('live').length).toBeLessThanOrEqual(40 + 10 * kills.length);
      }),
    );
  });

  test('a message that cannot be sent is left in place, and the others are moved', async () => {
    const { sqs, run } = world(names(20));
    sqs.failWhen((call, body) => (call === 'send' && body === 'message 3' ? new Error('too long') : undefined));
    const outcome = await run();
    expect(outcome.moved).toBe(19);
    expect(outcome.failures.map(({ message }) => message)).toEqual(['too long']);
    expect(sqs.bodies('dead')).toEqual(['message 3']);
  });

  test('stops when nothing can be sent at all', async () => {
    const { sqs, run } = world(names(500));
    sqs.failWhen((call) => (call === 'send' ? new Error('AccessDenied') : undefined));
    expect((await run()).failures.length).toBeLessThanOrEqual(20);
    expect(sqs.bodies('dead')).toHaveLength(500);
  });

  test('a message that was sent but not deleted is not sent again by the same run', async () => {
    const { sqs, run } = world(names(1));
    let deletes = 0;
    sqs.failWhen((call) => {
      if (call !== 'delete' || (deletes += 1) > 1) return undefined;
      sqs.advance(HOLD_SECONDS * 1000);
      return new Error('503');
    });
    await run();
    expect(sqs.bodies('live')).toEqual(['message 0']);
    expect(sqs.bodies('dead')).toEqual([]);
  });

  test('messages that fail again and return are left in place instead of being moved indefinitely', async () => {
    const { sqs, run } = world(names(12));
    const outcome = await run({
      onMoved: () => {
        const [back] = sqs.messages('live').splice(0, 1);
        if (back) sqs.messages('dead').push(back);
      },
    });
    expect(outcome).toMatchObject({ moved: 12, cameBack: 12 });
    expect(sqs.bodies('dead')).toHaveLength(12);
  });
});

function abortable() {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: () => {
      controller.abort();
    },
  };
}
