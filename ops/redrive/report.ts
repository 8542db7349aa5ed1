import type { Message } from '@aws-sdk/client-sqs';

import type { Destination } from './destination.ts';
import { HOLD_SECONDS } from './message.ts';
import type { Outcome } from './move.ts';
import type { Queue } from './queue.ts';

export function planText(from: Queue, { queue, because }: Destination): string {
  return [
    `from  ${from.name}: about ${from.waiting} messages${from.inFlight > 0 ? `, and ${from.inFlight} in flight` : ''}`,
    `to    ${queue.name} (${because}): about ${queue.waiting} messages`,
  ].join('\n');
}

/** One line per message. JSON escaping keeps control characters of a hostile key from the terminal. */
export function sampleText(messages: readonly Message[]): string {
  return messages
    .map(({ MessageId, Body }) => `      ${MessageId ?? '?'}  ${JSON.stringify(Body ?? '').slice(0, 160)}`)
    .join('\n');
}

export function outcomeText({ moved, cameBack, failures, interrupted }: Outcome, left: Queue): string {
  const lines = [`${moved} moved, about ${left.waiting + left.inFlight} left in ${left.name}.`];
  if (interrupted)
    lines.push(
      'Interrupted: messages in progress were finished, and none was lost. Run the same command again to continue.',
    );
  if (cameBack > 0) {
    lines.push(
      `${cameBack} failed again and returned: fix the cause (docs/runbook.md#dead-letters), then run this again.`,
    );
  }
  if (failures[0] !== undefined) {
    lines.push(
      `${failures.length} could not be moved and were left in place; the first error: ${failures[0].name}: ${failures[0].message}`,
    );
  }
  if (left.inFlight > 0)
    lines.push(`${left.inFlight} are in flight for up to ${HOLD_SECONDS} seconds: run this again afterwards.`);
  return lines.join('\n');
}

/** 0 done, 1 messages were left behind, 130 interrupted (as in shells after Ctrl-C). */
export function exitCode({ cameBack, failures, interrupted }: Outcome): number {
  if (interrupted) return 130;
  return cameBack > 0 || failures.length > 0 ? 1 : 0;
}
