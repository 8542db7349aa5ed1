import { describe, expect, test } from '@jest/globals';

import { MARK_BYTES } from '../../../handler/src/keys.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { CLOCK_SLACK_SECONDS } from '../../../handler/src/reconcile/lock-life.ts';
import {
  attemptMark,
  isAbandoned,
  isAttempt,
  isAttemptAt,
  isMark,
  isOutboxMark,
  isPurge,
  outboxMark,
  stateTag,
} from '../../../handler/src/reconcile/marks.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';

const TIMEOUT = 60;
const OVER = (TIMEOUT + CLOCK_SLACK_SECONDS) * 1000;

async function settled() {
  const site = reconcileHarness();
  const { version } = site.bucket.put(ORIGINAL, 'one');
  await site.run();
  site.news.length = 0;
  const leave = (name: string) => site.bucket.put(KEYS.lock(PATH, name), name);
  const marks = () => site.bucket.keys(KEYS.locks(PATH)).map((key) => key.slice(KEYS.locks(PATH).length));
  return { ...site, version, leave, marks };
}

const OTHER_STATE = stateTag('another version', 'd');

test('the writer of a mark has ended after its timeout, by clocks that differ slightly, and not before', () => {
  const mark = { name: '.2ABCDEF', etag: 'e', modified: 1000 };
  const at = (now: number) => isAbandoned({ now: () => now, timeout: TIMEOUT }, mark);
  expect([at(1000), at(1000 + OVER), at(1001 + OVER)]).toEqual([false, false, true]);
});

describe('the name of a mark', () => {
  const named = (name: string) => ({ name, etag: 'e', modified: 0 });
  const [due, purge] = [outboxMark('e', OTHER_STATE), outboxMark('p', OTHER_STATE)];
  const attempt = attemptMark(2, 'v');

  test('is a dot, a kind and six characters, whatever it is of', () => {
    for (const name of [due, purge, attempt, attemptMark(9, ''), outboxMark('e', stateTag(undefined, ''))]) {
      expect(Buffer.byteLength(name)).toBe(MARK_BYTES);
      expect(name).toMatch(/^\.[ep2-9][\w-]{6}$/);
    }
  });

  test('tells the kind, and a name that only contains a mark is none', () => {
    const kindsOf = (name: string) => [
      isMark(named(name)),
      isOutboxMark(named(name)),
      isPurge(name),
      isAttempt(named(name)),
    ];
    expect(kindsOf(due)).toEqual([true, true, false, false]);
    expect(kindsOf(purge)).toEqual([true, true, true, false]);
    expect(kindsOf(attempt)).toEqual([true, false, false, true]);
    for (const name of ['wide', `x${due}`, `x${purge}`, `x${attempt}`]) {
      expect(kindsOf(name)).toEqual([false, false, false, false]);
    }
  });

  test('differs between states, between attempts, and between a state and an attempt', () => {
    const states = [stateTag('v', 'd'), stateTag('v', 'other'), stateTag('w', 'd'), stateTag(undefined, 'd')];
    expect(new Set([...states, attempt.slice(2), attemptMark(2, 'w').slice(2)]).size).toBe(6);
    expect(stateTag(undefined, 'd')).toBe(stateTag('', 'd'));
    expect([attemptMark(9, 'v'), attemptMark(10, 'v')]).toEqual([attemptMark(12, 'v'), attemptMark(12, 'v')]);
  });

  test('is what it has been, so that an update finds the marks that the release before has left', () => {
    expect([stateTag('v', 'd'), stateTag(undefined, 'd'), attemptMark(2, 'v')]).toEqual([
      'hP-LJl',
      'zLIyWD',
      '.2IaVlER',
    ]);
  });

  test('of an attempt tells the version, and that of a due mark never does', () => {
    expect([isAttemptAt(named(attempt), 'v'), isAttemptAt(named(attempt), 'w')]).toEqual([true, false]);
    expect(isAttemptAt(named(`.e${attempt.slice(2)}`), 'v')).toBe(false);
  });
});

describe('a reconcile pass that finds nothing to do', () => {
  test('sends the outstanding messages of the state it saw, and removes the mark immediately', async () => {
    const { run, news, leave, marks, version, context } = await settled();
    leave(outboxMark('e', stateTag(version, context.plan.digest)));
    await run();
    expect(news).toMatchObject([{ changed: false }]);
    expect(marks()).toEqual([]);
  });

  test('sends the outstanding messages of another state, but leaves the mark to an execution that may be creating that state', async () => {
    const { run, news, leave, marks, clock } = await settled();
    const mark = outboxMark('p', OTHER_STATE);
    leave(mark);
    clock.now += OVER;
    await run();
    expect(news).toMatchObject([{ changed: true }]);
    expect(marks()).toEqual([mark]);
    clock.now += 1000;
    await run();
    expect(news).toHaveLength(2);
    expect(marks()).toEqual([]);
  });

  test('leaves an attempt while its execution may still run, and removes it afterwards', async () => {
    const { run, news, leave, marks, clock, version } = await settled();
    leave(attemptMark(2, version));
    clock.now += OVER;
    await run();
    expect(marks()).toHaveLength(1);
    clock.now += 1000;
    await run();
    expect(marks()).toEqual([]);
    expect(news).toEqual([]);
  });

  test('removes no mark that is neither', async () => {
    const { run, leave, marks, clock } = await settled();
    leave('.other');
    clock.now += 10 * OVER;
    await run();
    expect(marks()).toEqual(['.other']);
  });

  test('removes the mark that it left itself for a state that was overtaken', async () => {
    const { bucket, context, marks } = await settled();
    const { makeVariants } = context;
    let changed = false;
    const overtaken: ReconcileContext['makeVariants'] = (job) => {
      if (!changed) bucket.put(ORIGINAL, 'three');
      changed = true;
      return makeVariants(job);
    };
    bucket.put(ORIGINAL, 'two');
    await reconcile({ ...context, makeVariants: overtaken }, PATH);
    expect(marks()).toEqual([]);
  });

  test('purges its own changes even if its mark was already removed', async () => {
    const { bucket, context, news } = await settled();
    const { locks } = context.store;
    const forgetful = {
      ...locks,
      list: async (path: string) => (await locks.list(path)).filter(({ name }) => !name.startsWith('.')),
    };
    bucket.put(ORIGINAL, 'two');
    await reconcile({ ...context, store: { ...context.store, locks: forgetful } }, PATH);
    expect(news).toMatchObject([{ changed: true }]);
  });

  test('reports nothing where nothing was promised', async () => {
    const { run, news } = await settled();
    await run();
    expect(news).toEqual([]);
  });
});

describe('an original that kills the function is rejected at the last delivery but one, or later', () => {
  /** What a delivery makes of as many deaths as these marks tell of, each as old as this, in milliseconds. */
  async function outcome(
    receives: number,
    deaths: readonly number[],
    age: number,
    more: Partial<ReconcileContext> = {},
  ) {
    const { bucket, context, clock } = reconcileHarness(more);
    const { version } = bucket.put(ORIGINAL, 'bomb');
    for (const death of deaths) bucket.put(KEYS.lock(PATH, attemptMark(death, version)), String(death));
    clock.now += age;
    return (await reconcile(context, PATH, { receives, since: undefined })).result;
  }

  test.each([
    [5, 3, 'ready'],
    [5, 4, 'rejected'],
    [5, 5, 'rejected'],
    [4, 2, 'ready'],
    [4, 3, 'rejected'],
    [3, 1, 'ready'],
    [3, 2, 'rejected'],
  ])('of %d deliveries, the one numbered %d finds it %s', async (maxReceiveCount, receives, result) => {
    expect(await outcome(receives, [2, 3], OVER + 1000, { maxReceiveCount })).toBe(result);
  });

  test.each([
    [5, [2], 'ready'],
    [5, [2, 3], 'rejected'],
    [3, [2], 'rejected'],
    [3, [], 'ready'],
  ])('after enough deaths: of %d deliveries, %j deaths make it %s', async (maxReceiveCount, deaths, result) => {
    expect(await outcome(maxReceiveCount, deaths, OVER + 1000, { maxReceiveCount })).toBe(result);
  });

  test('but not for attempts that may still be under way', async () => {
    expect(await outcome(5, [2, 3], OVER)).toBe('ready');
    expect(await outcome(5, [2, 3], OVER + 1000)).toBe('rejected');
  });
});
