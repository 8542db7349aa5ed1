import type { SQSEvent } from 'aws-lambda';

import type { SweepLease } from '../store/index.ts';
import { continueMessage, readSlice } from './message.ts';
import { runSlice, type SliceEnd, type SweepContext } from './slice.ts';
import { add, type Tally } from './tally.ts';

export interface SweepOptions {
  /**
   * What a slice works with; `timeLeft` returns the milliseconds left in this invocation, `begun` is when the sweep
   * began.
   */
  readonly contextOf: (timeLeft: () => number, begun: number) => SweepContext;
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
      const { id, begun, dryRun, mustRun } = slice;
      const hold = dryRun ? 'held' : await lease.hold(id);
      if (hold === 'busy' && mustRun) {
        await sendLater(body, WAIT_SECONDS);
        log('another sweep is under way: this one waits for it', { id });
        continue;
      }
      if (hold !== 'held') {
        log(refusals[hold], { id });
        continue;
      }
      const end = await runSlice(
        contextOf(() => invocation.getRemainingTimeInMillis(), begun),
        slice,
      );
      const tally = add(slice.tally, end.tally);
      if (end.state !== 'done') {
        const rest = continueMessage({ id, begun, dryRun, cursor: end.cursor, tally });
        await sendLater(rest, end.state === 'waiting' ? WAIT_SECONDS : 0);
      }
      log(sentences[end.state], { id, dryRun, tally, phase: end.cursor.phase, at: end.cursor.done });
      if (dryRun) continue;
      meter(end.tally, end.state === 'done');
      if (end.state === 'done') await lease.conclude(id);
    }
  };
}

const refusals = {
  busy: 'another sweep is under way: this one stops here',
  done: 'this sweep has already finished',
};

const sentences: Record<SliceEnd['state'], string> = {
  done: 'sweep done',
  paused: 'sweep continues in another invocation',
  waiting: 'sweep waits for the process queue',
};
