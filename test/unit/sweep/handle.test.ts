import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';

import type { SweepLease } from '../../../handler/src/store/index.ts';
import { createSweep } from '../../../handler/src/sweep/handle.ts';
import { readSlice } from '../../../handler/src/sweep/message.ts';
import type { SweepContext } from '../../../handler/src/sweep/slice.ts';
import type { Tally } from '../../../handler/src/sweep/tally.ts';
import { JUDGEMENT, listingsIn } from '../../support/sweep.ts';

const context = { getRemainingTimeInMillis: () => 100_000 };
const event = (body: string, messageId = 'm1') => ({ Records: [{ body, messageId }] }) as SQSEvent;
const START = '{"sweep":"start"}';

function world(more: Partial<SweepContext> = {}, hold: SweepLease['hold'] = () => Promise.resolve('held')) {
  const sent: { body: string; seconds: number }[] = [];
  const metered: { tally: Tally; finished: boolean }[] = [];
  const lines: string[] = [];
  const queued: string[] = [];
  const leased: string[] = [];
  const context: SweepContext = {
    listings: listingsIn({ originals: ['a', 'b', 'c'] }),
    by: {
      ...JUDGEMENT,
      settledBefore: 2,
      storable: () => true,
      readManifest: () => Promise.resolve(null),
    },
    queue: (paths) => {
      queued.push(...paths);
      return Promise.resolve();
    },
    isBusy: () => Promise.resolve(false),
    isTimeUp: () => false,
    batchSize: 2,
    ...more,
  };
  const sweep = createSweep({
    now: () => 5,
    contextOf: () => context,
    lease: {
      hold: (id) => {
        leased.push(`hold ${id}`);
        return hold(id);
      },
      conclude: (id) => {
        leased.push(`conclude ${id}`);
        return Promise.resolve(true);
      },
    },
    sendLater: (body, seconds) => {
      sent.push({ body, seconds });
      return Promise.resolve();
    },
    meter: (tally, finished) => metered.push({ tally, finished }),
    log: (message) => lines.push(message),
  });
  return { sweep, sent, metered, lines, queued, leased };
}

describe('the sweep function', () => {
  test('completes in one invocation if there is time', async () => {
    const { sweep, sent, metered, queued } = world();
    await sweep(event(START), context);
    expect([queued, sent, metered.map(({ finished }) => finished)]).toEqual([['a', 'b', 'c'], [], [true]]);
  });

  test('sends the rest to itself when time is up, and the rest is done without repeating anything', async () => {
    let looks = 0;
    const first = world({ isTimeUp: () => (looks += 1) > 1 });
    await first.sweep(event(START), context);
    expect(first.queued).toEqual(['a', 'b']);
    expect(first.sent.map(({ seconds }) => seconds)).toEqual([0]);
    const rest = first.sent[0]?.body ?? '';
    expect(readSlice(rest, 'm2', 7)).toMatchObject({ id: 'm1', tally: { looked: 2, missing: 2 } });

    const second = world();
    await second.sweep(event(rest, 'm2'), context);
    expect(second.queued).toEqual(['c']);
    // It holds the lease that the first slice took, by the id of the message that began it.
    expect([...first.leased, ...second.leased]).toEqual(['hold m1', 'hold m1', 'conclude m1']);
    expect(second.metered).toMatchObject([{ tally: { looked: 1 }, finished: true }]);
  });

  test('waits minutes, not milliseconds, for a busy queue', async () => {
    const { sweep, sent } = world({ isBusy: () => Promise.resolve(true) });
    await sweep(event(START), context);
    expect(sent.map(({ seconds }) => seconds)).toEqual([300]);
  });

  test.each([
    ['busy', 'another sweep is under way: this one stops here'],
    ['done', 'this sweep has already finished'],
  ] as const)('where the lease says %s nothing is done, counted or sent on', async (hold, line) => {
    const { sweep, queued, lines, sent, metered } = world({}, () => Promise.resolve(hold));
    await sweep(event(START), context);
    expect([queued, lines, sent, metered]).toEqual([[], [line], [], []]);
  });

  test('is neither begun nor dropped where the lease can not be asked: the message comes back', async () => {
    const { sweep, queued } = world({}, () => Promise.reject(new Error('SlowDown')));
    await expect(sweep(event(START), context)).rejects.toThrow('SlowDown');
    expect(queued).toEqual([]);
  });

  test('a dry run stays one over all its slices, and counts nothing in the metrics', async () => {
    let looks = 0;
    const { sweep, sent, metered, queued, leased } = world({ isTimeUp: () => (looks += 1) > 1 });
    await sweep(event('{"sweep":"start","dryRun":true}'), context);
    expect(readSlice(sent[0]?.body ?? '', 'm2', 7).dryRun).toBe(true);
    // Nor does it keep a real sweep from beginning, or wait for one.
    expect([metered, queued, leased]).toEqual([[], [], []]);
  });

  test.each(['', '{}', '{"sweep":"begin"}', '{"sweep":"continue"}', '{"sweep":"start","dryrun":true}'])(
    'the message %j is refused and ends as a dead letter, not as a sweep',
    async (body) => {
      await expect(world().sweep(event(body), context)).rejects.toThrow();
    },
  );
});

describe('a sweep for a change of presets', () => {
  const CHANGE = '{"sweep":"start","change":"0123456789abcdef"}';

  test('waits for one under way, which may have passed originals that the change concerns, and is not lost', async () => {
    const holds: Awaited<ReturnType<SweepLease['hold']>>[] = ['busy', 'busy', 'held'];
    const { sweep, sent, queued } = world({}, () => Promise.resolve(holds.shift() ?? 'done'));
    await sweep(event(CHANGE), context);
    expect(sent).toEqual([{ body: CHANGE, seconds: 300 }]);
    expect(queued).toEqual([]);
    await sweep(event(sent[0]?.body ?? '', 'm2'), context);
    expect(sent).toHaveLength(2);
    await sweep(event(sent[1]?.body ?? '', 'm3'), context);
    expect(queued).toEqual(['a', 'b', 'c']);
  });

  test('gives way only once it has begun: its rest is a sweep like any other', async () => {
    const { sweep, sent } = world({ isTimeUp: () => true });
    await sweep(event(CHANGE), context);
    expect(readSlice(sent[0]?.body ?? '', 'm2', 9)).toMatchObject({ id: 'm1', mustRun: false });
  });
});
