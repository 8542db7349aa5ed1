import { Command, Option } from 'commander';

import { between, stackOptions, UNUSABLE, whole } from '../options.ts';
import { DEAD_LETTER_USES } from '../stack/stack.ts';
import { DESTINATION_TAG } from './destination.ts';
import type { Options } from './redrive.ts';

export const redriveCommand = (): Command =>
  stackOptions(new Command('redrive'))
    .description(
      'Moves the messages of a dead-letter queue back to the queue they belong to, deleting each only after it was sent. ' +
        `The target is --to, else the queue's tag ${DESTINATION_TAG}, else its source by redrive and redrive allow policy.\n\n` +
        'Body and message attributes are preserved. SQS cannot preserve the message id, the sent timestamp, the sender and ' +
        'the receive count: in the target queue it is a new message. A message may be delivered twice if this is killed ' +
        'between sending and deleting, which every consumer of Darkroom tolerates.',
    )
    .option('-q, --queue <url|arn|name>', 'the dead-letter queue; by default that of --from')
    .addOption(
      new Option('-f, --from <use>', "which of the stack's dead-letter queues")
        .choices([...DEAD_LETTER_USES])
        .default('process'),
    )
    .option('--to <url|arn|name>', 'the target queue; needed only if the queues do not identify it')
    .option('-r, --rate <n>', 'maximum messages per second: 0.1 to 1000', between(0.1, 1000), 50)
    .addOption(
      new Option('-l, --limit <n>', 'maximum number of messages to move')
        .argParser(whole(1, Number.MAX_SAFE_INTEGER))
        .default(Infinity, 'all'),
    )
    .option('-n, --dry-run', 'show the plan and up to ten of the messages, and move none')
    .action(async (options: Options, command: Command) => {
      if (options.queue !== undefined && (options.stack ?? options.outputs ?? options.tag) !== undefined) {
        command.error('Name either --queue, or the stack and --from.', { exitCode: UNUSABLE });
      }
      const { redrive } = await import('./redrive.ts');
      process.exitCode = await redrive(options);
    });
