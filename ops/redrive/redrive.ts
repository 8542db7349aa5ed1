import type { SQSClient } from '@aws-sdk/client-sqs';
import { SingleBar } from 'cli-progress';

import { createClients } from '../clients.ts';
import type { StackOptions } from '../options.ts';
import { noteFor } from '../print.ts';
import { deadLetterQueue } from '../stack/dead-letters.ts';
import type { DeadLetterUse } from '../stack/stack.ts';
import { withStack } from '../with-stack.ts';
import { findDestination } from './destination.ts';
import { giveBack, receive } from './message.ts';
import { move, type Outcome } from './move.ts';
import { describeQueue, type Queue } from './queue.ts';
import { exitCode, outcomeText, planText, sampleText } from './report.ts';

export interface Options extends StackOptions {
  queue?: string;
  from: DeadLetterUse;
  to?: string;
  rate: number;
  limit: number;
  dryRun?: true;
}

async function redriveQueue(sqs: SQSClient, from: Queue, options: Options): Promise<number> {
  const note = noteFor(options);
  const describe = (given: string) => describeQueue(sqs, given);
  const destination = await findDestination(from, options.to, describe);
  note(planText(from, destination));

  if (options.dryRun) {
    const sample = await receive(sqs, from.url, 10);
    await Promise.all(sample.map((message) => giveBack(sqs, from.url, message)));
    note(`${sampleText(sample)}\nDry run: no message was moved.`);
    if (options.json)
      console.log(JSON.stringify({ from: from.name, to: destination.queue.name, waiting: from.waiting }));
    return 0;
  }

  const outcome = await moveWithProgress(sqs, from, destination.queue, options);
  const left = await describe(from.url);
  note(outcomeText(outcome, left));
  if (options.json) {
    const { failures, ...rest } = outcome;
    const document = { from: from.name, to: destination.queue.name, ...rest, failures: failures.map(String) };
    console.log(JSON.stringify({ ...document, left: left.waiting + left.inFlight }));
  }
  return exitCode(outcome);
}

async function moveWithProgress(sqs: SQSClient, from: Queue, to: Queue, options: Options): Promise<Outcome> {
  const interruption = new AbortController();
  process.once('SIGINT', () => {
    console.error(
      '\nFinishing the messages in progress. Press Ctrl-C again to exit immediately; SQS then makes them visible again.',
    );
    interruption.abort();
    process.once('SIGINT', () => process.exit(130));
  });
  process.once('SIGTERM', () => {
    interruption.abort();
  });
  // Its own output is standard error.
  const bar = new SingleBar({
    format: '{bar} {percentage}% · {value} of about {total} · {duration_formatted}, {eta_formatted} to go',
    noTTYOutput: true,
    notTTYSchedule: 5000,
    gracefulExit: false,
  });
  const expected = Math.min(from.waiting + from.inFlight, options.limit);
  bar.start(expected, 0);
  return move(sqs, {
    from: from.url,
    to: to.url,
    rate: options.rate,
    limit: options.limit,
    signal: interruption.signal,
    onMoved: (moved) => {
      // The expected count is approximate.
      bar.setTotal(Math.max(expected, moved));
      bar.update(moved);
    },
  }).finally(() => {
    bar.stop();
  });
}

/** The queue that was named, or that of the stack's use. */
export async function redrive(options: Options): Promise<number> {
  const { queue } = options;
  if (queue === undefined) {
    return withStack(options, async (found) =>
      redriveQueue(found.clients.sqs, await deadLetterQueue(found, options.from), options),
    );
  }
  const clients = createClients(options);
  try {
    return await redriveQueue(clients.sqs, await describeQueue(clients.sqs, queue), options);
  } finally {
    clients.destroy();
  }
}
