import type { Message } from '@aws-sdk/client-sqs';

import type { Destination } from './destination.ts';
import { HOLD_SECONDS } from './message.ts';
import type { Outcome } from './move.ts';
import type { Queue } from './queue.ts';

export function planText(from: Queue, { queue, because }: Destination): string {
  return [
    `from  ${from.name}: about ${from.waiting} messages${from.inFlight > 0 ? `, and ${from.inFlight} that somebody holds` : ''}`,
    `to    ${queue.name} (${because}): about ${queue.waiting} messages`,
  ].join('\n');
}

/** One line per message. JSON quoting keeps a hostile key from driving the terminal. */
export function sampleText(messages: readonly Message[]): string {
  return messages
    .map(({ MessageId, Body }) => `      ${MessageId ?? '?'}  ${JSON.stringify(Body ?? '').slice(0, 160)}`)
    .join('\n');
}

export function outcomeText({ moved, cameBack, failures, interrupted }: Outcome, left: Queue): string {
  const lines = [`${moved} moved, about ${left.waiting + left.inFlight} left in ${left.name}.`];
  if (interrupted)
    lines.push('Interrupted: what was in hand is done, nothing is lost. The same command goes on from here.');
  if (cameBack > 0) {
    lines.push(
      `${cameBack} failed again and came back: mend the cause (docs/runbook.md#dead-letters), then run this again.`,
    );
  }
  if (failures[0] !== undefined) {
    lines.push(
      `${failures.length} could not be moved and stay; the first: ${failures[0].name}: ${failures[0].message}`,
    );
  }
  if (left.inFlight > 0)
    lines.push(`${left.inFlight} are hidden for up to ${HOLD_SECONDS} seconds: run this again then.`);
  return lines.join('\n');
}

/** 0 done, 1 something stayed behind, 130 interrupted (as shells have it for Ctrl-C). */
export function exitCode({ cameBack, failures, interrupted }: Outcome): number {
  if (interrupted) return 130;
  return cameBack > 0 || failures.length > 0 ? 1 : 0;
}
