import { Command, InvalidArgumentError, Option } from 'commander';
import { Listr, type ListrTask } from 'listr2';

import { messageOf } from '../../handler/src/errors.ts';
import type { Result } from './check.ts';
import { CHECKS } from './checks/index.ts';
import { choose } from './choose.ts';
import { type Examination, examine, type Progress } from './examine.ts';
import { exitCode, reportJson, reportText } from './report.ts';

type Options = Examination & { json?: true };

/** Exit code for arguments that nothing can be done with, a stack that is not there included. */
export const UNUSABLE = 2;

const between = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new InvalidArgumentError(`Received "${text}", allowed: ${least} to ${most}.`);
  }
  return value;
};

function address(text: string): string {
  if (/^https?:\/\/[^/]+\/?$/.test(text)) return text.replace(/\/$/, '');
  throw new InvalidArgumentError(`Received "${text}", allowed: http:// or https:// and a host, without a path.`);
}

/** Ids of checks, separated by commas. */
function checksIn(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim());
  try {
    choose(CHECKS, ids);
    return ids;
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

/** The command, for a program of its own or as a command of another. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Finds out whether a deployed stack, and AWS under it, behave as Darkroom assumes. It uploads a handful of small ' +
        'pictures under a prefix of its own, looks at what becomes of them, and removes them again, however it ends. ' +
        'Nothing else is changed. Credentials come from where every AWS SDK finds them. Exit code: 0 nothing failed, ' +
        '1 something did, 2 the arguments can not be used.',
    )
    .option('-s, --stack <name>', "the stack's name (the module's `name`)")
    .option('-o, --outputs <file>', 'what `terraform output -json` printed, instead of the name')
    .option('--region <region>', "the stack's region, if it is not the environment's")
    .option('--profile <name>', "a profile of the AWS configuration, if it is not the environment's")
    .addOption(
      new Option('--signing-key <key>', 'one of the signing keys, for the check of signed transforms').env(
        'DARKROOM_SIGNING_KEY',
      ),
    )
    .option('--only <checks>', 'these checks and those that they need: ids, separated by commas', checksIn)
    .option('--cdn <url>', 'what image URLs begin with, if it is not what the stack says', address)
    .option('--connect <url>', 'where every host is reached instead of its own address, such as an emulator', address)
    .option('--interval <seconds>', 'between two looks at the same thing', between(0.05, 10), 1)
    .option('--patience <seconds>', 'for which any one thing is waited for', between(1, 900), 90)
    .option('--limit <seconds>', 'for all checks together', between(5, 1800), 120)
    .option('--json', 'one JSON document instead of text')
    .showHelpAfterError('(--help shows the options)')
    .action(async (options: Options, command: Command) => {
      if ((options.stack === undefined) === (options.outputs === undefined)) {
        command.error('Say which stack: either --stack or --outputs.', { exitCode: UNUSABLE });
      }
      process.exitCode = await doctor(options);
    });
}

async function doctor(options: Options): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(130);
    console.error('\nRemoving what was uploaded. Ctrl-C again leaves at once, and leaves it there.');
    interruption.abort(new Error('It was interrupted.'));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);
  try {
    const quiet = options.json === true || !process.stdout.isTTY;
    const report = await examine(options, interruption.signal, quiet ? undefined : showProgress);
    console.log(options.json ? reportJson(report) : reportText(report));
    return exitCode(report);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return UNUSABLE;
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}

const showProgress: Progress = (_stack, results) =>
  new Listr(
    CHECKS.flatMap(({ id, title }) => {
      const result = results.get(id);
      return result === undefined ? [] : [taskOf(title, result)];
    }),
    { concurrent: true, exitOnError: false, registerSignalListeners: false },
  ).run();

const taskOf = (title: string, result: Promise<Result>): ListrTask => ({
  title,
  task: async (_, task) => {
    const found = await result;
    if (found.verdict === 'failed') throw new Error(title);
    if (found.verdict === 'not checked') task.skip(`${title}: not checked`);
  },
});
