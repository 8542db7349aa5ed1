import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';

import { giveBack, receive, remove, sendOn } from './message.ts';
import { type Clock, pacer, systemClock } from './pace.ts';

export interface MoveOptions {
  /** Queue URLs. */
  from: string;
  to: string;
  /** Maximum messages per second. */
  rate: number;
  /** Maximum number of messages to move. */
  limit: number;
  /** Aborting finishes the messages in progress and releases the others. */
  signal: AbortSignal;
  onMoved?: (moved: number) => void;
  clock?: Clock;
}

export interface Outcome {
  moved: number;
  /** Messages that this run sent and that failed again and returned; they are left in place. */
  cameBack: number;
  /** Errors of messages that could not be moved, one each; the messages are left in place. */
  failures: Error[];
  interrupted: boolean;
}

/** This many failures in a row indicate a problem of the target or of permissions, not of a message. */
const FAILURES_IN_A_ROW = 10;

/** This many returned messages indicate that the cause is not fixed. */
const CAME_BACK = 100;

/**
 * Moves messages until the queue is empty. A message is deleted only after it was sent, so a crash in between leaves a
 * duplicate and never loses a message.
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
    // If it was already sent, only the deletion remains.
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

  // Twice, because SQS may miss a message once while others become visible again.
  for (let empty = 0; empty < 2 && !stop() && outcome.moved < limit;) {
    // At most one second's worth, so that the last message is sent well before its visibility timeout ends.
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
