import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';

import { createSweep } from '../../../handler/src/sweep/handle.ts';
import type { Field } from '../../../handler/src/sweep/leg.ts';
import { readLeg } from '../../../handler/src/sweep/message.ts';
import type { Tally } from '../../../handler/src/sweep/tally.ts';

const object = (key: string) => ({ key, etag: 'e', bytes: 1, modified: 1 });
const context = { getRemainingTimeInMillis: () => 100_000 };
const event = (body: string) => ({ Records: [{ body }] }) as SQSEvent;
const START = '{"sweep":"start"}';

function world(more: Partial<Field> = {}, messages = 1) {
  const sent: { body: string; seconds: number }[] = [];
  const metered: { tally: Tally; finished: boolean }[] = [];
  const lines: string[] = [];
  const queued: string[] = [];
  const field: Field = {
    list: async function* (prefix, after) {
      for (const key of prefix === 'originals' ? ['a', 'b', 'c'] : []) {
        if (after === null || key > after) yield await Promise.resolve(object(key));
      }
    },
    by: {
      plan: { digest: 'd', rejectionDigest: 'd' },
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
    stride: 2,
    ...more,
  };
  const sweep = createSweep({
    fieldOf: () => field,
    countMessages: () => Promise.resolve(messages),
    sendLater: (body, seconds) => {
      sent.push({ body, seconds });
      return Promise.resolve();
    },
    meter: (tally, finished) => metered.push({ tally, finished }),
    log: (message) => lines.push(message),
  });
  return { sweep, sent, metered, lines, queued };
}

describe('the sweep function', () => {
  test('does it all at once where there is time', async () => {
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
    expect(readLeg(rest)).toMatchObject({ isFirst: false, tally: { looked: 2, missing: 2 } });

    const second = world();
    await second.sweep(event(rest), context);
    expect(second.queued).toEqual(['c']);
    expect(second.metered).toMatchObject([{ tally: { looked: 1 }, finished: true }]);
  });

  test('waits minutes, not milliseconds, for a busy queue', async () => {
    const { sweep, sent } = world({ isBusy: () => Promise.resolve(true) });
    await sweep(event(START), context);
    expect(sent.map(({ seconds }) => seconds)).toEqual([300]);
  });

  test('does not begin while another is under way, but goes on with the rest of one', async () => {
    const { sweep, queued, lines } = world({}, 2);
    await sweep(event(START), context);
    expect([queued, lines]).toEqual([[], ['another sweep is under way: this one does not begin']]);

    let looks = 0;
    const first = world({ isTimeUp: () => (looks += 1) > 1 });
    await first.sweep(event(START), context);
    await sweep(event(first.sent[0]?.body ?? ''), context);
    expect(queued).toEqual(['c']);
  });

  test('a dry run stays one over all its legs, and counts nothing in the metrics', async () => {
    let looks = 0;
    const { sweep, sent, metered, queued } = world({ isTimeUp: () => (looks += 1) > 1 });
    await sweep(event('{"sweep":"start","dryRun":true}'), context);
    expect(readLeg(sent[0]?.body ?? '').dryRun).toBe(true);
    expect([metered, queued]).toEqual([[], []]);
  });

  test.each(['', '{}', '{"sweep":"begin"}', '{"sweep":"go-on"}', '{"sweep":"start","dryrun":true}'])(
    'the message %j is refused and ends as a dead letter, not as a sweep',
    async (body) => {
      await expect(world().sweep(event(body), context)).rejects.toThrow();
    },
  );
});
