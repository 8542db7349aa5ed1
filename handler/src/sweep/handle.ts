import type { SQSEvent } from 'aws-lambda';

import type { SweepLease } from '../store/index.ts';
import type { Cursor } from './cursor.ts';
import { continueMessage, readSlice, type SweepSlice } from './message.ts';
import type { SweepProgress } from './progress.ts';
import { runSlice, type SliceEnd, type SweepContext } from './slice.ts';
import { add, type Tally } from './tally.ts';

export interface SweepOptions {
  /** What a slice works with; `timeLeft` returns the milliseconds left in this invocation. */
  readonly contextOf: (timeLeft: () => number, slice: SweepSlice) => Omit<SweepContext, 'isStopped'>;
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
 * Handles one message: the start of a sweep, or the rest of one. The message with the rest is sent before this one is
 * acknowledged, so a crash leaves at worst two of them, and no sweep is lost; the first to finish ends both. A sweep
 * does not start if another has renewed its lease within the lease's lifetime; one for a change is sent again to start
 * later. Any error returns the message to the
 * queue.
 */
export function createSweep({ contextOf, lease, sendLater, meter, log, now }: SweepOptions) {
  return async ({ Records }: SQSEvent, invocation: { getRemainingTimeInMillis(): number }): Promise<void> => {
    for (const { body, messageId } of Records) {
      const slice = readSlice(body, messageId, now());
      const { id, dryRun, mustRun } = slice;
      const hold = dryRun ? 'held' : await lease.hold(id, progressOf(slice, slice.cursor, slice.tally));
      if (hold === 'busy' && mustRun) {
        await sendLater(body, WAIT_SECONDS);
        log('another sweep is under way: this one waits for it', { id });
        continue;
      }
      if (hold === 'paused') {
        // By its id: a start that is sent again would be another sweep.
        await sendLater(continueMessage(slice), PAUSED_SECONDS);
        log('the sweep is paused', { id });
        continue;
      }
      if (hold === 'cancelled') {
        await lease.conclude(id);
        log('the sweep was cancelled', { id, tally: slice.tally });
        continue;
      }
      if (hold !== 'held') {
        log(refusals[hold], { id });
        continue;
      }
      let checkedIn = now();
      const isStopped: SweepContext['isStopped'] = async (cursor, sofar) => {
        if (now() - checkedIn < CHECK_IN_MS) return false;
        checkedIn = now();
        return (await lease.hold(id, progressOf(slice, cursor, add(slice.tally, sofar)))) !== 'held';
      };
      const context = contextOf(() => invocation.getRemainingTimeInMillis(), slice);
      const end = await runSlice(dryRun ? context : { ...context, isStopped }, slice);
      const tally = add(slice.tally, end.tally);
      if (end.state !== 'done') {
        const rest = continueMessage({ ...slice, cursor: end.cursor, tally });
        const wait = slice.pace.backlog === undefined ? WAIT_SECONDS : BACKFILL_WAIT_SECONDS;
        await sendLater(rest, end.state === 'waiting' ? wait : 0);
      }
      log(sentences[end.state], { id, dryRun, tally, phase: end.cursor.phase, at: end.cursor.done });
      if (dryRun) continue;
      meter(end.tally, end.state === 'done');
      const progress = progressOf(slice, end.cursor, tally);
      if (end.state === 'done') await lease.conclude(id, progress);
      // Whoever looks on while it waits sees how far it is. The message that continues it does not depend on this.
      else if (end.state === 'waiting') await lease.hold(id, progress).catch(() => undefined);
    }
  };
}

/** What the lease says of a running sweep, for `darkroom status` and `darkroom backfill`. */
const progressOf = ({ begun, pace }: SweepSlice, { phase, done }: Cursor, tally: Tally): SweepProgress => ({
  begun,
  ...pace,
  phase,
  at: done,
  tally,
});

const refusals = {
  busy: 'another sweep is under way: this one stops here',
  done: 'this sweep has already finished',
};

const sentences: Record<SliceEnd['state'], string> = {
  done: 'sweep done',
  paused: 'sweep continues in another invocation',
  waiting: 'sweep waits for the process queue',
  stopped: 'sweep was asked to stop',
};
