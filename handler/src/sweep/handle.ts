import type { SQSEvent } from 'aws-lambda';

import type { SweepLease } from '../store/index.ts';
import { continueMessage, readSlice } from './message.ts';
import { runSlice, type SliceEnd, type SweepContext } from './slice.ts';
import { add, type Tally } from './tally.ts';

export interface SweepOptions {
  /** What a slice works with; `timeLeft` gives the milliseconds that this invocation still has, `begun` when the sweep began. */
  readonly contextOf: (timeLeft: () => number, begun: number) => SweepContext;
  /** Which sweep is under way. A dry run asks nobody: it queues nothing. */
  readonly lease: SweepLease;
  /** Sends to the sweep's own queue; the message comes out `seconds` later. */
  readonly sendLater: (body: string, seconds: number) => Promise<void>;
  readonly meter: (tally: Tally, finished: boolean) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** How long a sweep waits for a busy process queue before it looks again, in seconds. */
const WAIT_SECONDS = 300;

/**
 * For how long nothing need be heard of a living sweep, in seconds: it renews its lease at the beginning of each slice, and a leg
 * that crashes begins again after the queue's visibility timeout, six times the function's; twice, for one delivery may fail
 * before it begins.
 * @param timeout of the function, in seconds
 */
export const leaseLife = (timeout: number): number => 12 * timeout + WAIT_SECONDS;

/**
 * Answers one message: a sweep that begins, or the rest of one. The rest is on its way before this message is done, so a
 * crash leaves two of them at worst, and no sweep is lost; the first to get to the end ends both. A sweep begins unless another
 * was heard of within its lease's life. Whatever is thrown brings the message back.
 */
export function createSweep({ contextOf, lease, sendLater, meter, log, now }: SweepOptions) {
  return async ({ Records }: SQSEvent, invocation: { getRemainingTimeInMillis(): number }): Promise<void> => {
    for (const { body, messageId } of Records) {
      const slice = readSlice(body, messageId, now());
      const { id, begun, dryRun } = slice;
      const hold = dryRun ? 'held' : await lease.hold(id);
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
  busy: 'another sweep is under way: this one ends here',
  done: 'this sweep is done already',
};

const sentences: Record<SliceEnd['state'], string> = {
  done: 'sweep done',
  paused: 'sweep goes on in another invocation',
  waiting: 'sweep waits for the process queue',
};
