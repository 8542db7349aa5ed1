import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';

import { giveBack, receive, remove, sendOn } from './message.ts';
import { type Clock, pacer, systemClock } from './pace.ts';

export interface MoveOptions {
  /** Queue URLs. */
  from: string;
  to: string;
  /** Messages per second, at most. */
  rate: number;
  /** Messages to move, at most. */
  limit: number;
  /** Aborting finishes what is in hand and gives the rest back. */
  signal: AbortSignal;
  onMoved?: (moved: number) => void;
  clock?: Clock;
}

export interface Outcome {
  moved: number;
  /** Messages sent on by this run that failed again and came back; they are left where they are. */
  cameBack: number;
  /** Why messages could not be moved, one entry each; they are left where they are. */
  failures: Error[];
  interrupted: boolean;
}

/** So many in a row are the destination's or the operator's fault, not a message's. */
const FAILURES_IN_A_ROW = 10;

/** So many are enough to know that what killed them is not mended. */
const CAME_BACK = 100;

/**
 * Moves messages until the queue is empty. A message is deleted only after it was sent on, so a crash between the two
 * leaves a duplicate, and never a loss.
 */
export async function move(sqs: SQSClient, options: MoveOptions): Promise<Outcome> {
  const { from, to, rate, limit, signal, onMoved, clock = systemClock } = options;
  const myTurn = pacer(rate, clock);
  const sentFrom = new Set<string>();
  const sentAs = new Set<string>();
  const cameBack = new Set<string>();
  const outcome: Outcome = { moved: 0, cameBack: 0, failures: [], interrupted: false };
  let failuresInARow = 0;

  const stop = (): boolean => signal.aborted || failuresInARow >= FAILURES_IN_A_ROW || cameBack.size >= CAME_BACK;

  async function moveOne(message: Message): Promise<void> {
    const id = message.MessageId ?? '';
    if (sentAs.has(id)) {
      cameBack.add(id);
      return;
    }
    // Sent before, but not deleted: only that is left to do.
    if (!sentFrom.has(id)) {
      await myTurn(signal);
      if (stop()) {
        await giveBack(sqs, from, message);
        return;
      }
      sentAs.add(await sendOn(sqs, to, message));
      sentFrom.add(id);
    }
    await remove(sqs, from, message);
    outcome.moved += 1;
    failuresInARow = 0;
    onMoved?.(outcome.moved);
  }

  // Twice, because SQS may overlook a message once while others are on their way back.
  for (let empty = 0; empty < 2 && !stop() && outcome.moved < limit;) {
    // No more than a second's worth, so that the last one in hand is sent long before its hold ends.
    const messages = await receive(sqs, from, Math.min(10, Math.ceil(rate), limit - outcome.moved));
    empty = messages.length === 0 ? empty + 1 : 0;
    await pMap(messages, (message) =>
      moveOne(message).catch((error: unknown) => {
        failuresInARow += 1;
        outcome.failures.push(error instanceof Error ? error : new Error(String(error)));
      }),
    );
  }
  return { ...outcome, cameBack: cameBack.size, interrupted: signal.aborted };
}
