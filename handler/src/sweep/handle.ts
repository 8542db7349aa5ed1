import type { SQSEvent } from 'aws-lambda';

import { type LegEnd, runLeg, type Field } from './leg.ts';
import { goOnMessage, readLeg } from './message.ts';
import { add, type Tally } from './tally.ts';

export interface SweepOptions {
  /** What a leg works with; `timeLeft` gives the milliseconds that this invocation still has. */
  readonly fieldOf: (timeLeft: () => number) => Field;
  /** About how many messages the sweep's own queue holds, this one included. */
  readonly countMessages: () => Promise<number>;
  /** Sends to the sweep's own queue; the message comes out `seconds` later. */
  readonly sendLater: (body: string, seconds: number) => Promise<void>;
  readonly meter: (tally: Tally, finished: boolean) => void;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** How long a sweep waits for a busy process queue before it looks again, in seconds. */
const WAIT_SECONDS = 300;

/**
 * Answers one message: a sweep that begins, or the rest of one. The rest is on its way before this message is done, so a
 * crash leaves two of them at worst, and no sweep is lost. Whatever is thrown brings the message back.
 */
export function createSweep({ fieldOf, countMessages, sendLater, meter, log }: SweepOptions) {
  return async ({ Records }: SQSEvent, context: { getRemainingTimeInMillis(): number }): Promise<void> => {
    for (const { body } of Records) {
      const leg = readLeg(body);
      if (leg.isFirst && (await countMessages()) > Records.length) {
        log('another sweep is under way: this one does not begin', { dryRun: leg.dryRun });
        continue;
      }
      const end = await runLeg(
        fieldOf(() => context.getRemainingTimeInMillis()),
        leg,
      );
      const tally = add(leg.tally, end.tally);
      if (end.state !== 'done') {
        const rest = goOnMessage({ dryRun: leg.dryRun, cursor: end.cursor, tally });
        await sendLater(rest, end.state === 'waiting' ? WAIT_SECONDS : 0);
      }
      log(sentences[end.state], { dryRun: leg.dryRun, tally, phase: end.cursor.phase, at: end.cursor.done });
      if (!leg.dryRun) meter(end.tally, end.state === 'done');
    }
  };
}

const sentences: Record<LegEnd['state'], string> = {
  done: 'sweep done',
  paused: 'sweep goes on in another invocation',
  waiting: 'sweep waits for the process queue',
};
