import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';

import { createSweepLease, type SweepLease } from '../../../handler/src/store/index.ts';
import { createSweep, leaseLife } from '../../../handler/src/sweep/handle.ts';
import { createBucket, createMemoryClient, type MemoryBucket } from '../../support/memory-s3/index.ts';
import { JUDGEMENT, listingsIn } from '../../support/sweep.ts';

const TIMEOUT = 300;
const LIFE = leaseLife(TIMEOUT);
const prefixes = { locks: 'locks/' };

function clockAndBucket() {
  const clock = { now: 1_700_000_000_000 };
  return { clock, bucket: createBucket({ now: () => clock.now }) };
}

const leaseOver = (bucket: MemoryBucket, clock: { now: number }, gate?: () => Promise<void>): SweepLease =>
  createSweepLease({
    // As S3 answers a role that may not list.
    client: createMemoryClient(bucket, { hidesMissing: true, ...(gate && { gate }) }),
    bucket: bucket.name,
    prefixes,
    life: LIFE,
    now: () => clock.now,
  });

describe('the lease', () => {
  test('is for one sweep at a time, which may renew it, until it is done or not heard of for its life', async () => {
    const { clock, bucket } = clockAndBucket();
    const lease = leaseOver(bucket, clock);
    expect([await lease.hold('a'), await lease.hold('b'), await lease.hold('a')]).toEqual(['held', 'busy', 'held']);
    clock.now += LIFE * 1000;
    expect(await lease.hold('b')).toBe('busy');
    clock.now += 1000;
    expect([await lease.hold('b'), await lease.hold('a')]).toEqual(['held', 'busy']);
    await lease.conclude('a');
    expect(await lease.hold('c')).toBe('busy');
    await lease.conclude('b');
    expect([await lease.hold('b'), await lease.hold('c')]).toEqual(['done', 'held']);
  });

  test('is granted to one of eight concurrent requests', async () => {
    const { clock, bucket } = clockAndBucket();
    const lease = leaseOver(bucket, clock, () => new Promise(setImmediate));
    const holds = await Promise.all(Array.from({ length: 8 }, (_, i) => lease.hold(`sweep-${i}`)));
    expect(holds.filter((hold) => hold === 'held')).toHaveLength(1);
    expect(holds.filter((hold) => hold === 'busy')).toHaveLength(7);
  });

  test('that was overwritten by hand belongs to no one', async () => {
    const { clock, bucket } = clockAndBucket();
    bucket.put('locks/sweep', 'not ours');
    expect(await leaseOver(bucket, clock).hold('a')).toBe('held');
  });

  test('outlasts the longest silence of a living sweep: a leg that crashes at its end, and a delivery that fails', () => {
    const visibilityTimeout = 6 * TIMEOUT;
    expect(LIFE).toBeGreaterThan(2 * visibilityTimeout);
    // With any timeout, the next day's sweep never finds the lease of one that died today.
    expect(leaseLife(900)).toBeLessThan(86_400 / 2);
  });
});

/** What happens to one message, in an unknown order. */
interface Step {
  readonly which: number;
  readonly crash: boolean;
  readonly slices: boolean;
}

interface Message {
  readonly id: string;
  readonly body: string;
}

describe('however messages are repeated, reordered and crashed over', () => {
  const step = fc.record({ which: fc.nat(7), crash: fc.boolean(), slices: fc.boolean() });

  test('a day of starts brings at least one sweep to its end, and the next start after a dead one begins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 40 }), async (starts, steps) => {
        const { clock, bucket } = clockAndBucket();
        const queue: Message[] = Array.from({ length: starts }, (_, i) => ({ id: `m${i}`, body: '{"sweep":"start"}' }));
        const finished: string[] = [];
        let sent = 0;
        const deliver = async ({ id, body }: Message, { crash, slices }: Step): Promise<void> => {
          let looks = 0;
          const sweep = createSweep({
            lease: leaseOver(bucket, clock),
            now: () => clock.now,
            contextOf: () => ({
              listings: listingsIn({ originals: ['a', 'b', 'c'] }),
              by: JUDGEMENT,
              queue: () => (crash ? Promise.reject(new Error('crash')) : Promise.resolve()),
              isBusy: () => Promise.resolve(false),
              isTimeUp: () => slices && (looks += 1) > 1,
              batchSize: 2,
            }),
            sendLater: (rest) => {
              queue.push({ id: `r${(sent += 1)}`, body: rest });
              return Promise.resolve();
            },
            meter: (_, done) => {
              if (done) finished.push(id);
            },
            log: () => undefined,
          });
          const records = { Records: [{ body, messageId: id }] } as SQSEvent;
          await sweep(records, { getRemainingTimeInMillis: () => 100_000 });
        };
        for (const each of steps) {
          const message = queue[each.which % Math.max(1, queue.length)];
          if (message === undefined) break;
          clock.now += 60_000;
          // A crash, or an acknowledgement that got lost, brings the message back.
          const acknowledged = await deliver(message, each).then(
            () => !each.slices || each.which % 2 === 0,
            () => false,
          );
          if (acknowledged) queue.splice(queue.indexOf(message), 1);
        }
        // No more faults: what is left in the queue is worked off.
        for (const calm = { which: 0, crash: false, slices: false }; queue.length > 0; queue.shift()) {
          await deliver(queue[0] as Message, calm);
        }
        expect(finished.length).toBeGreaterThan(0);

        // Somebody took the lease and died, its message lost with it: the next day's start is not dropped.
        await leaseOver(bucket, clock).hold('dead');
        clock.now += 86_400_000;
        const before = finished.length;
        await deliver({ id: 'tomorrow', body: '{"sweep":"start"}' }, { which: 0, crash: false, slices: false });
        expect(finished.length).toBe(before + 1);
      }),
      { numRuns: 200 },
    );
  });
});
