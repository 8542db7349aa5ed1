import { SQSClient } from '@aws-sdk/client-sqs';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError, Option } from 'commander';

import { DESTINATION_TAG, findDestination } from './destination.ts';
import { giveBack, receive } from './message.ts';
import { move } from './move.ts';
import { describeQueue } from './queue.ts';
import { exitCode, outcomeText, planText, sampleText } from './report.ts';

interface Options {
  queue: string;
  to?: string;
  rate: number;
  limit: number;
  dryRun?: true;
}

const between = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!(value >= least && value <= most)) {
    throw new InvalidArgumentError(`Received "${text}", allowed: ${least} to ${most}.`);
  }
  return value;
};

async function redrive({ queue, to, rate, limit, dryRun }: Options): Promise<number> {
  const sqs = new SQSClient({ maxAttempts: 5 });
  const describe = (given: string) => describeQueue(sqs, given);
  const from = await describe(queue);
  const destination = await findDestination(from, to, describe);
  console.log(planText(from, destination));

  if (dryRun) {
    const sample = await receive(sqs, from.url, 10);
    await Promise.all(sample.map((message) => giveBack(sqs, from.url, message)));
    console.log(`${sampleText(sample)}\nDry run: no message was moved.`);
    return 0;
  }

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

  const bar = new SingleBar({
    format: '{bar} {percentage}% · {value} of about {total} · {duration_formatted}, {eta_formatted} to go',
    noTTYOutput: true,
    notTTYSchedule: 5000,
    gracefulExit: false,
  });
  const expected = Math.min(from.waiting + from.inFlight, limit);
  bar.start(expected, 0);
  const outcome = await move(sqs, {
    from: from.url,
    to: destination.queue.url,
    rate,
    limit,
    signal: interruption.signal,
    onMoved: (moved) => {
      // The expected count is approximate.
      bar.setTotal(Math.max(expected, moved));
      bar.update(moved);
    },
  }).finally(() => {
    bar.stop();
  });
  console.log(outcomeText(outcome, await describe(from.url)));
  return exitCode(outcome);
}

const command = new Command('redrive')
  .description(
    'Moves the messages of a dead-letter queue back to the queue they belong to, deleting each only after it was sent. ' +
      `The target is --to, else the queue's tag ${DESTINATION_TAG}, else its source by redrive and redrive allow policy. ` +
      'Region and credentials come from the environment, as for any AWS SDK.\n\n' +
      'Body and message attributes are preserved. SQS cannot preserve the message id, the sent timestamp, the sender and ' +
      'the receive count: in the target queue it is a new message. A message may be delivered twice if this is killed ' +
      'between sending and deleting, which every consumer of Darkroom tolerates.',
  )
  .requiredOption('-q, --queue <url|arn|name>', 'the dead-letter queue')
  .option('-t, --to <url|arn|name>', 'the target queue; needed only if the queues do not identify it')
  .option('-r, --rate <n>', 'maximum messages per second: 0.1 to 1000', between(0.1, 1000), 50)
  .addOption(
    new Option('-l, --limit <n>', 'maximum number of messages to move')
      .argParser(between(1, Number.MAX_SAFE_INTEGER))
      .default(Infinity, 'all'),
  )
  .option('-n, --dry-run', 'show the plan and up to ten of the messages, and move none')
  .showHelpAfterError('(--help shows the options)')
  .action(async (options: Options) => {
    process.exitCode = await redrive(options);
  });

await command.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
