import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';

import { createSweepLease } from '../../../handler/src/store/index.ts';
import { createSweep } from '../../../handler/src/sweep/handle.ts';
import { startMessage } from '../../../handler/src/sweep/message.ts';
import { askSweep, readSweep } from '../../../ops/sweep/lease.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import { compareKeys, JUDGEMENT, listingsIn } from '../../support/sweep.ts';

const ORIGINALS = Array.from(
  { length: 120 },
  (_, n) => `${'abcdef'.charAt(n % 6)}/photo-${String(n).padStart(3, '0')}`,
);
const SHARDS = 4;
/** Milliseconds that a batch of two takes. */
const BATCH_MS = 25_000;

interface Message {
  readonly id: string;
  readonly body: string;
}

/** A sweep, its queue, and what came of it. */
function world(shards = SHARDS, originals: readonly string[] = ORIGINALS) {
  const clock = { now: 1_000_000_000 };
  const bucket = createBucket({ now: () => clock.now });
  const place = { client: createMemoryClient(bucket), bucket: 'bucket', prefixes: { locks: 'locks/' } };
  const inbox: Message[] = [{ id: 'm1', body: startMessage({}) }];
  const queued: string[] = [];
  const lines: string[] = [];
  const rates: number[] = [];
  let [finished, looked, sent] = [0, 0, 0];
  const meanwhile: (() => Promise<void>)[] = [];
  /** @param dies before this many messages were sent on, or batches queued */
  const deliver = async ({ id, body }: Message, dies = Infinity): Promise<void> => {
    let steps = 0;
    const step = (): void => {
      if ((steps += 1) > dies) throw new Error('killed');
    };
    const sweep = createSweep({
      now: () => clock.now,
      lease: createSweepLease({ ...place, life: 60_000, now: () => clock.now }),
      contextOf: (_, __, running) => ({
        shards,
        listings: listingsIn({ originals }),
        by: JUDGEMENT,
        queue: async (some) => {
          step();
          rates.push(running());
          queued.push(...some);
          clock.now += BATCH_MS;
          await meanwhile.shift()?.();
        },
        isBusy: () => Promise.resolve(false),
        isTimeUp: () => false,
        batchSize: 2,
      }),
      sendLater: async (rest) => {
        step();
        inbox.push({ id: `r${(sent += 1)}`, body: rest });
        await Promise.resolve();
      },
      meter: (tally, isDone) => {
        looked += tally.looked;
        finished += Number(isDone);
      },
      log: (line) => lines.push(line),
    });
    await sweep({ Records: [{ body, messageId: id }] } as SQSEvent, { getRemainingTimeInMillis: () => 900_000 });
  };
  const drain = async (): Promise<void> => {
    for (let message = inbox.shift(); message !== undefined; message = inbox.shift()) await deliver(message);
  };
  return { deliver, drain, inbox, queued, lines, rates, place, meanwhile, counts: () => ({ finished, looked }) };
}

const sorted = (keys: readonly string[]): string[] => [...keys].sort(compareKeys);

describe('a sweep that may run in four shards', () => {
  test('becomes four, finds each original once, and finishes once, when the last of them does', async () => {
    const { drain, queued, counts, rates, lines, place } = world();
    await drain();
    expect(sorted(queued)).toEqual(sorted(ORIGINALS));
    expect(counts()).toEqual({ finished: 1, looked: ORIGINALS.length });
    expect(Math.max(...rates)).toBe(SHARDS);
    expect(lines.at(-1)).toBe('all shards of the sweep are done');
    const { done, progress, ledger } = (await readSweep(place)) ?? {};
    expect([done, progress?.tally.missing, ledger]).toEqual([true, ORIGINALS.length, undefined]);
  });

  test('says in between how many run, and what all of them have found', async () => {
    const { deliver, inbox, place } = world();
    let sweep = await readSweep(place);
    for (let i = 0; i < 20 && sweep?.progress?.shards !== 3; i += 1) {
      await deliver(inbox.shift() as Message);
      sweep = await readSweep(place);
    }
    expect(sweep).toMatchObject({ done: false, progress: { shards: 3 } });
    expect(sweep?.progress?.tally.looked).toBeGreaterThan(10);
  });

  test('stays one where one is allowed, and where it takes less than a minute', async () => {
    const one = world(1);
    await one.drain();
    expect([one.rates.every((running) => running === 1), one.counts()]).toEqual([true, { finished: 1, looked: 120 }]);
    expect((await readSweep(one.place))?.ledger).toBeUndefined();
  });

  test('begins a shard by one message: where that is sent twice, by the delivery that came first, and its own repetition', async () => {
    const { deliver, inbox, queued, lines } = world();
    const isBeginning = ({ body }: Message): boolean => body.includes('"begins":true') && body.includes('"manifests"');
    while (!inbox.some(isBeginning)) await deliver(inbox.shift() as Message);
    const { body } = inbox.find(isBeginning) as Message;
    await deliver({ id: 'x', body });
    const first = queued.length;
    await deliver({ id: 'y', body });
    expect([queued.length, lines.at(-1)]).toEqual([
      first,
      'this shard of the sweep was swept already, or another message has begun it',
    ]);
    await deliver({ id: 'x', body });
    expect(queued.length).toBeGreaterThan(first);
  });

  test('begins what a delivery gave away before it died, even if another of the same message has ended the shard', async () => {
    // Six in the first slice, so that the second ends before it would look at the ledger or go on in a third.
    const few = ORIGINALS.slice(0, 10);
    const { deliver, drain, inbox, queued, counts, lines, meanwhile } = world(3, few);
    await deliver(inbox.shift() as Message);
    const rest = inbox.shift() as Message;
    expect([queued.length, rest.body]).toEqual([6, expect.stringContaining('"sweep":"continue"')]);
    meanwhile.push(() => expect(deliver(rest, 0)).rejects.toThrow('killed'));
    await deliver(rest);
    expect(lines.at(-1)).toBe('sweep done');
    await deliver(rest);
    await drain();
    expect(sorted([...new Set(queued)])).toEqual(sorted(few));
    expect([counts().finished, lines.at(-1)]).toEqual([1, 'all shards of the sweep are done']);
  });

  test('is not taken for finished by a delivery that finds its shard ended by another, while a shard is left', async () => {
    // Two and one in the second slice: the other delivery ends the shard during the last batch of the first.
    const { deliver, drain, inbox, counts, lines, meanwhile } = world(2, ORIGINALS.slice(0, 9));
    await deliver(inbox.shift() as Message);
    const rest = inbox.shift() as Message;
    meanwhile.push(
      () => Promise.resolve(),
      () => deliver(rest),
    );
    await deliver(rest);
    expect([counts().finished, lines.at(-1)]).toEqual([0, 'sweep done']);
    await drain();
    expect(counts().finished).toBe(1);
    expect(lines.filter((line) => line === 'all shards of the sweep are done')).toHaveLength(1);
  });

  test('is paused as a whole, goes on as a whole, and loses no part over it', async () => {
    const { deliver, drain, inbox, queued, counts, place } = world();
    for (let i = 0; i < 8; i += 1) await deliver(inbox.shift() as Message);
    await askSweep(place, 'pause');
    const before = queued.length;
    for (let i = 0; i < 12; i += 1) await deliver(inbox.shift() as Message);
    expect(queued).toHaveLength(before);
    await askSweep(place, null);
    await drain();
    expect(sorted(queued)).toEqual(sorted(ORIGINALS));
    expect(counts().finished).toBe(1);
  });

  test('is cancelled as a whole', async () => {
    const { deliver, drain, inbox, queued, counts, place } = world();
    for (let i = 0; i < 8; i += 1) await deliver(inbox.shift() as Message);
    await askSweep(place, 'cancel');
    const before = queued.length;
    await drain();
    expect([queued.length, counts().finished]).toEqual([before, 0]);
    expect(await readSweep(place)).toMatchObject({ done: true, wish: 'cancel' });
  });

  test('loses nothing and finishes, however its messages are reordered, repeated and died over', async () => {
    const few = ORIGINALS.slice(0, 48);
    const turn = fc.record({
      which: fc.nat(20),
      dies: fc.option(fc.nat(4), { nil: Infinity }),
      isRepeated: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 40 }), async (turns) => {
        const { deliver, drain, inbox, queued, counts } = world(SHARDS, few);
        for (const { which, dies, isRepeated } of turns) {
          const at = which % Math.max(1, inbox.length);
          const message = inbox[at];
          if (message === undefined) break;
          const isDone = await deliver(message, dies).then(
            () => !isRepeated,
            () => false,
          );
          if (isDone) inbox.splice(inbox.indexOf(message), 1);
        }
        await drain();
        expect([...new Set(queued)].sort(compareKeys)).toEqual(sorted(few));
        expect(counts().finished).toBe(1);
      }),
      { numRuns: 25 },
    );
  });
});
