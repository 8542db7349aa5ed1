import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';

import { createSweepLease } from '../../../handler/src/store/index.ts';
import { createSweep } from '../../../handler/src/sweep/handle.ts';
import { startMessage, type SweepSlice } from '../../../handler/src/sweep/message.ts';
import { askSweep, readSweep } from '../../../ops/sweep/lease.ts';
import { type MemoryBucket } from '../../support/memory-s3/bucket.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import { JUDGEMENT, listingsIn } from '../../support/sweep.ts';

const ORIGINALS = Array.from({ length: 9 }, (_, n) => `photo-${n}`);
const SECOND = 1000;

let clock: { now: number };
let bucket: MemoryBucket;
let inbox: { body: string; id: string; seconds: number }[];
let queued: string[];
let paces: SweepSlice['pace'][];
let lines: string[];

beforeEach(() => {
  clock = { now: 1_000_000_000 };
  bucket = createBucket({ now: () => clock.now });
  [inbox, queued, paces, lines] = [[{ body: startMessage({}), id: 'm1', seconds: 0 }], [], [], []];
});

const place = () => ({ client: createMemoryClient(bucket), bucket: 'bucket', prefixes: { locks: 'locks/' } });

/** Delivers the next message; `during` is called before each batch of two, which takes eight seconds. */
async function deliver(during: () => Promise<unknown> = () => Promise.resolve(), isBusy = () => false): Promise<void> {
  const message = inbox.shift();
  if (message === undefined) throw new Error('The sweep has no message left');
  clock.now += message.seconds * SECOND;
  const sweep = createSweep({
    now: () => clock.now,
    lease: createSweepLease({ ...place(), life: 600, now: () => clock.now }),
    contextOf: (_, slice) => {
      paces.push(slice.pace);
      return {
        listings: listingsIn({ originals: ORIGINALS }),
        by: JUDGEMENT,
        queue: async (paths) => {
          queued.push(...paths);
          clock.now += 8 * SECOND;
          await during();
        },
        isBusy: () => Promise.resolve(isBusy()),
        isTimeUp: () => false,
        batchSize: 2,
      };
    },
    sendLater: (body, seconds) => Promise.resolve(void inbox.push({ body, id: `r${inbox.length}`, seconds })),
    meter: () => undefined,
    log: (line) => lines.push(line),
  });
  const event = { Records: [{ body: message.body, messageId: message.id }] } as SQSEvent;
  await sweep(event, { getRemainingTimeInMillis: () => 100_000 });
}

describe('a running sweep', () => {
  test.each([
    [300, {}],
    [20, { rate: 8, backlog: 160 }],
  ])('waits %d seconds for a full queue if it has the pace %j, and says how far it is', async (seconds, pace) => {
    inbox = [{ body: startMessage(pace), id: 'm1', seconds: 0 }];
    await deliver(undefined, () => queued.length >= 4);
    expect(inbox).toMatchObject([{ seconds }]);
    const sweep = await readSweep(place());
    expect(sweep).toMatchObject({ id: 'm1', done: false, progress: { tally: { looked: 4, missing: 4 } } });
    await deliver();
    expect(queued).toEqual(ORIGINALS);
  });

  test('that is paused stops within seconds, waits for as long as it takes, and goes on where it was', async () => {
    await deliver(() => askSweep(place(), 'pause'));
    const before = [...queued];
    expect(before.length).toBeLessThan(ORIGINALS.length);
    for (let minute = 0; minute < 60; minute += 1) await deliver();
    expect(queued).toEqual(before);
    expect(await readSweep(place())).toMatchObject({ id: 'm1', done: false, wish: 'pause' });

    await askSweep(place(), null);
    await deliver();
    expect(queued).toEqual(ORIGINALS);
    expect([inbox, await readSweep(place())]).toMatchObject([[], { id: 'm1', done: true }]);
  });

  test('that is paused keeps the scheduled ones from beginning', async () => {
    await deliver(() => askSweep(place(), 'pause'));
    const [rest] = inbox;
    inbox = [{ body: startMessage({}), id: 'tomorrow', seconds: 0 }];
    await deliver();
    expect(lines.at(-1)).toBe('another sweep is under way: this one stops here');
    inbox = rest === undefined ? [] : [rest];
    await deliver();
    expect(lines.at(-1)).toBe('the sweep is paused');
  });

  test('that is cancelled ends, leaves no message behind, and the next one begins from the beginning', async () => {
    await deliver(() => askSweep(place(), 'cancel'));
    await deliver();
    expect([inbox, lines.at(-1)]).toEqual([[], 'the sweep was cancelled']);
    const before = queued.length;
    inbox = [{ body: startMessage({}), id: 'm2', seconds: 0 }];
    await deliver();
    expect(queued.slice(before)).toEqual(ORIGINALS);
  });

  test('says how far it is, and at the end what it found', async () => {
    const seen: unknown[] = [];
    await deliver(async () => seen.push((await readSweep(place()))?.progress?.tally.looked));
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBeGreaterThan(3);
    expect(await readSweep(place())).toMatchObject({ done: true, progress: { tally: { looked: 9, missing: 9 } } });
  });

  test('keeps the rate and the backlog that it was started with, over all its slices', async () => {
    const pace = { rate: 7, backlog: 70 };
    inbox = [{ body: startMessage(pace), id: 'm1', seconds: 0 }];
    await deliver(() => askSweep(place(), 'pause'));
    await deliver();
    await askSweep(place(), null);
    await deliver();
    expect(paces).toEqual([pace, pace]);
    expect((await readSweep(place()))?.progress).toMatchObject(pace);
  });
});

test('what is asked when no sweep runs is refused, and says why', async () => {
  await expect(askSweep(place(), 'pause')).rejects.toThrow('No sweep has run yet');
  await deliver();
  await expect(askSweep(place(), 'cancel')).rejects.toThrow('has finished');
});
