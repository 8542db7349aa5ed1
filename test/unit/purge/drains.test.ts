import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { MOST_PATHS } from '../../../handler/src/purge/invalidation.ts';
import { randomFrom } from '../../support/images/random.ts';
import { createSite, SECONDS } from '../../support/purge/site.ts';

type Site = ReturnType<typeof createSite>;

const WINDOW = SECONDS.window * 1000;
const HIDDEN = SECONDS.tickHidden * 1000;

const changesOf = (most: number, paths: number) =>
  fc.array(fc.record({ second: fc.nat(59), path: fc.nat(paths) }), { maxLength: most });

/** What happens in each window: the second of the tick, changes, and how many wildcards others have under way. */
const windows = fc.array(
  fc.record({
    tick: fc.nat(59),
    changes: fc.oneof(changesOf(40, 40), changesOf(2, 1)),
    others: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 15 })),
  }),
  { minLength: 1, maxLength: 12 },
);
type Windows = typeof windows extends fc.Arbitrary<infer T> ? T : never;

/** Where chance begins. A stream of fast-check's numbers can't be shrunk either, and took most of the time. */
const seeds = fc.noShrink(fc.nat());

/** @param harsher how many times as often as usual something fails */
function siteOf(seed: number, harsher = 1): Site {
  const random = randomFrom(seed);
  const below = (n: number) => Math.floor(random() * n);
  return createSite({ once: (n) => below(n) < harsher, below });
}

const pathOf = (n: number) => `${'abc'[n % 3] ?? ''}/${n % 5}/${n}.jpg`;

function arrange(site: Site, script: Windows): void {
  script.forEach(({ changes, others }, index) => {
    const start = index * WINDOW;
    site.plan(start, () => site.distribution.occupy(others, SECONDS.window));
    for (const { second, path } of changes) site.plan(start + second * 1000, () => site.queue.send(pathOf(path)));
  });
}

/** When Scheduler's ticks reach their queue: one for each window, at any second of it. */
const ticksOf = (script: Windows): number[] => script.map(({ tick }, index) => index * WINDOW + tick * 1000);

/**
 * Plays Lambda's part for a FIFO queue with one message group: takes what ticks there are, up to ten, runs one drain,
 * and no other before it is over; if it failed, the ticks come back when their visibility timeout is.
 */
async function playInOrder(site: Site, ticks: readonly number[]): Promise<void> {
  let waiting = [...ticks];
  while (waiting.length > 0) {
    site.passTo(Math.max(site.now(), Math.min(...waiting)));
    const started = site.now();
    const batch = waiting.filter((at) => at <= started).slice(0, 10);
    const done = await site.drain();
    if (done) waiting = waiting.filter((at) => !batch.includes(at));
    else site.passTo(started + HIDDEN);
  }
}

/** Nothing fails any more: ticks come until nothing is left. */
async function flushOutbox(site: Site): Promise<void> {
  site.calm();
  for (let drains = 0; drains < 40 && site.queue.left() > 0; drains += 1) {
    site.passTo(site.now() + WINDOW);
    await site.drain();
  }
}

const covers = (wildcard: string, path: string) => `/${path}/`.startsWith(wildcard.slice(0, -1));

function expectEveryChangeCovered({ queue, distribution: { created } }: Site): void {
  const stale = queue.messages.filter(
    ({ path, sent }) =>
      !created.some(({ at, paths }) => at >= sent && paths.some((wildcard) => covers(wildcard, path))),
  );
  expect(stale).toEqual([]);
  expect(queue.left()).toBe(0);
  for (const { paths } of created) expect(paths.length).toBeLessThanOrEqual(MOST_PATHS);
}

/**
 * The most invalidations in a stretch of this many milliseconds: one for each window it touches; one more, since two
 * ticks may be as close as the end of a window and the beginning of the next; and one more where it begins with a
 * repeat, which comes whenever the tick's visibility timeout ends. What a drain creates, it creates up to its own timeout
 * after its tick.
 */
const mostWithin = (stretch: number) => Math.floor((stretch + SECONDS.timeout * 1000) / WINDOW) + 3;

describe('drains of the purge queue', () => {
  test('cover every change with a later invalidation despite errors, crashes, duplicates and throttling', async () => {
    await fc.assert(
      fc.asyncProperty(windows, seeds, async (script, seed) => {
        const site = siteOf(seed);
        arrange(site, script);
        await playInOrder(site, ticksOf(script));
        site.passTo(script.length * WINDOW);
        await flushOutbox(site);
        expectEveryChangeCovered(site);
      }),
      { numRuns: 300 },
    );
  });

  test('make one invalidation a window, of ten paths at most, however many changes, retries and deaths there are', async () => {
    await fc.assert(
      fc.asyncProperty(windows, seeds, fc.integer({ min: 1, max: 3 }), async (script, seed, harsher) => {
        const site = siteOf(seed, harsher);
        arrange(site, script);
        await playInOrder(site, ticksOf(script));
        const { created } = site.distribution;
        // In all, a repeat takes the place of the drains that waited for it.
        expect(created.length).toBeLessThanOrEqual(Math.ceil(site.now() / WINDOW) + 1);
        const crowded = created.flatMap((first, index) =>
          created.slice(index).filter((last, further) => further + 1 > mostWithin(last.at - first.at)),
        );
        expect(crowded).toEqual([]);
        for (const { paths } of created) expect(paths.length).toBeLessThanOrEqual(MOST_PATHS);
      }),
      { numRuns: 300 },
    );
  });

  test('lose nothing even if several run concurrently, which the ticks queue prevents', async () => {
    await fc.assert(
      fc.asyncProperty(windows, fc.integer({ min: 2, max: 4 }), seeds, async (script, atOnce, seed) => {
        const site = siteOf(seed);
        arrange(site, script);
        for (const at of ticksOf(script)) {
          site.passTo(at);
          await Promise.all(Array.from({ length: atOnce }, () => site.drain()));
        }
        site.passTo(script.length * WINDOW);
        await flushOutbox(site);
        expectEveryChangeCovered(site);
      }),
      { numRuns: 200 },
    );
  });
});
