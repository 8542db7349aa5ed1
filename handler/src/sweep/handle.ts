import type { SQSEvent } from 'aws-lambda';

import type { SweepLease } from '../store/index.ts';
import { continueMessage, readSlice, type SweepSlice } from './message.ts';
import { FIRST_SHARD, notBegun, runningIn, totalOf, untilOf } from './shards.ts';
import { runSlice, type SliceEnd, type SweepContext } from './slice.ts';
import { splitOf } from './split.ts';
import { type Standing, standingOf } from './standing.ts';
import { add, nothing, type Tally } from './tally.ts';

export interface SweepOptions {
  /**
   * What a slice works with; `timeLeft` returns the milliseconds left in this invocation, `running` how many shards of the
   * sweep share its load, as far as the slice knows.
   */
  readonly contextOf: (
    timeLeft: () => number,
    slice: SweepSlice,
    running: () => number,
  ) => Omit<SweepContext, 'isStopped' | 'until'> & {
    /** Most shards at once; one if absent. */
    readonly shards?: number;
  };
  /** Which sweep is running. A dry run does not take it: it queues nothing. */
  readonly lease: SweepLease;
  /** Sends to the sweep's own queue; the message becomes visible `seconds` later. */
  readonly sendLater: (body: string, seconds: number) => Promise<void>;
  readonly meter: (tally: Tally, finished: boolean) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** How long a sweep waits for a busy process queue before it checks again, in seconds. */
const WAIT_SECONDS = 300;

/**
 * The same of a backfill, whose backlog is some twenty seconds of work: it looks when the queue may have drained, or it
 * would idle longer than it works. A look costs an invocation, a GET and a PUT.
 */
const BACKFILL_WAIT_SECONDS = 20;

/** How long a paused sweep waits before it looks whether it may go on, in seconds. */
const PAUSED_SECONDS = 60;

/** How often, in milliseconds, a slice says how far it is, and looks whether it is to stop. Each costs a GET and a PUT. */
const CHECK_IN_MS = 15_000;

/**
 * How long a running sweep may go without renewing its lease, in seconds. It renews at the start of each slice, and a
 * slice that crashes starts again after the queue's visibility timeout, six times the function's; this is doubled,
 * because one delivery may fail before it starts.
 * @param timeout of the function, in seconds
 */
export const leaseLife = (timeout: number): number => 12 * timeout + WAIT_SECONDS;

/**
 * For how long a slice sweeps, in milliseconds, before half of what is left is given to a new shard, while fewer run than
 * may: a sweep that takes less is not worth a second invocation.
 */
export const SHARE_AFTER_MS = 60_000;

/**
 * Handles one message: the start of a sweep, or the rest of one or of a shard of it. The message with the rest is sent
 * before this one is acknowledged, so a crash leaves at worst two of them, and no sweep is lost; the first to finish ends
 * both. A sweep does not start if another has renewed its lease within the lease's lifetime; one for a change is sent again
 * to start later. Any error returns the message to the queue.
 */
export function createSweep(options: SweepOptions) {
  return async ({ Records }: SQSEvent, invocation: { getRemainingTimeInMillis(): number }): Promise<void> => {
    for (const { body, messageId } of Records) {
      const slice = readSlice(body, messageId, options.now());
      const standing = standingOf(slice);
      if (await mayRun(options, slice, standing, body))
        await sweepOn(options, slice, standing, () => invocation.getRemainingTimeInMillis());
    }
  };
}

/** Takes or renews the lease. Where the sweep has to wait, it sends the message for that. */
async function mayRun(options: SweepOptions, slice: SweepSlice, standing: Standing, body: string): Promise<boolean> {
  const { lease, sendLater, log } = options;
  const { id, dryRun, mustRun, shard } = slice;
  const hold = dryRun ? 'held' : await lease.hold(id, standing.renew(slice.cursor, slice.tally));
  if (hold === 'held') return true;
  if (hold === 'busy' && mustRun) {
    await sendLater(body, WAIT_SECONDS);
    log('another sweep is under way: this one waits for it', { id });
  } else if (hold === 'paused') {
    // By its id: a start that is sent again would be another sweep.
    await sendLater(continueMessage({ ...slice, begins: undefined }), PAUSED_SECONDS);
    log('the sweep is paused', { id, shard });
  } else if (hold === 'cancelled') {
    await lease.conclude(id);
    log('the sweep was cancelled', { id, shard, tally: slice.tally });
  } else {
    // This delivery may have given a part away and died, while another of the same message went on to the shard's end.
    if (hold === 'done') await beginGiven(options, slice, standing);
    log(hold === 'done' && shard !== FIRST_SHARD ? SHARD_IS_DONE : refusals[hold], { id, shard });
  }
  return false;
}

async function sweepOn(
  options: SweepOptions,
  slice: SweepSlice,
  standing: Standing,
  timeLeft: () => number,
): Promise<void> {
  const { contextOf, lease, sendLater, meter, log, now } = options;
  const { id, dryRun, shard } = slice;
  const running = (): number => runningIn(standing.ledger());
  const context = contextOf(timeLeft, slice, running);
  const { shards = 1 } = context;
  if (shards > 1 && !dryRun) await share(options, slice, standing, context);
  const began = now();
  let checkedIn = began;
  const isStopped: SweepContext['isStopped'] = async (cursor, sofar) => {
    // The lease is one object: however many shards there are, it is written as often.
    if (now() - checkedIn < CHECK_IN_MS * running()) return false;
    checkedIn = now();
    return (await lease.hold(id, standing.renew(cursor, add(slice.tally, sofar)))) !== 'held';
  };
  const isToShare = (): boolean => !dryRun && running() < shards && now() - began >= SHARE_AFTER_MS;
  const end = await runSlice(
    {
      ...context,
      ...(!dryRun && { isStopped }),
      isTimeUp: () => context.isTimeUp() || isToShare(),
      until: () => untilOf(standing.ledger(), shard),
    },
    slice,
  );
  const tally = add(slice.tally, end.tally);
  if (end.state !== 'done') {
    const rest = continueMessage({ ...slice, begins: undefined, cursor: end.cursor, tally });
    const wait = slice.pace.backlog === undefined ? WAIT_SECONDS : BACKFILL_WAIT_SECONDS;
    await sendLater(rest, end.state === 'waiting' ? wait : 0);
  }
  log(sentences[end.state], { id, shard, dryRun, tally, phase: end.cursor.phase, at: end.cursor.done });
  if (dryRun) return;
  const renew = standing.renew(end.cursor, tally);
  if (end.state !== 'done') {
    meter(end.tally, false);
    // Whoever looks on while it waits sees how far it is. The message that continues it does not depend on this.
    if (end.state === 'waiting') await lease.hold(id, renew).catch(() => undefined);
    return;
  }
  // Counted before it is recorded, for a crash in between: twice is better than never.
  const hasEnded = !standing.isAlone() && (await lease.hold(id, renew)) === 'done';
  const isLast = !hasEnded && standing.isAlone();
  meter(end.tally, isLast);
  const isDone = await lease.conclude(id, standing.end(end.cursor, tally));
  // Two shards that saw each other last: the lease decides.
  if (isDone && !isLast) meter(nothing, true);
  if (isDone && shards > 1) log('all shards of the sweep are done', { id, tally: totalOf(standing.ledger()) });
}

/** Gives half of what is left to a new shard, if fewer run than may; sends those on their way that have not begun. */
async function share(
  options: SweepOptions,
  slice: SweepSlice,
  standing: Standing,
  { listings, shards = 1 }: ReturnType<SweepOptions['contextOf']>,
): Promise<void> {
  const { id, cursor, shard, goesOn } = slice;
  if (goesOn && runningIn(standing.ledger()) < shards) {
    const at = await splitOf(listings, cursor, untilOf(standing.ledger(), shard));
    // The ledger first: a shard whose message is lost with this invocation is sent again with the next delivery.
    if (at !== null) await options.lease.hold(id, standing.give(cursor, at));
  }
  await beginGiven(options, slice, standing);
}

/** Sends the messages that begin what the shard gave away, as far as they may not have been sent; twice is harmless. */
async function beginGiven({ sendLater, log }: SweepOptions, slice: SweepSlice, standing: Standing): Promise<void> {
  const { id, shard } = slice;
  for (const { shard: other, from } of notBegun(standing.ledger(), shard)) {
    await sendLater(continueMessage({ ...slice, cursor: from, tally: nothing, shard: other, begins: other }), 0);
    log('the sweep gives a part to another shard', { id, shard, other, phase: from.phase, from: from.done });
  }
}

const refusals = {
  busy: 'another sweep is under way: this one stops here',
  done: 'this sweep has already finished',
};

const SHARD_IS_DONE = 'this shard of the sweep was swept already, or another message has begun it';

const sentences: Record<SliceEnd['state'], string> = {
  done: 'sweep done',
  paused: 'sweep continues in another invocation',
  waiting: 'sweep waits for the process queue',
  stopped: 'sweep was asked to stop',
};
