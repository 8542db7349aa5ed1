import { Command, InvalidArgumentError, Option } from 'commander';
import { Listr, type ListrTask } from 'listr2';

import { messageOf } from '../../handler/src/errors.ts';
import type { Result } from './check.ts';
import { CHECKS } from './checks/index.ts';
import { choose } from './choose.ts';
import { type Examination, examine, type Progress } from './examine.ts';
import { exitCode, reportJson, reportText } from './report.ts';

type Options = Examination & { json?: true };

/** Exit code for unusable arguments, including a stack that does not exist. */
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

/** Parses a comma-separated list of check ids. */
function checksIn(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim());
  try {
    choose(CHECKS, ids);
    return ids;
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

/** The command, as a program of its own or as a subcommand. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Checks that a deployed stack, and AWS underneath it, behave as Darkroom assumes. It uploads a few small ' +
        'images under a prefix of its own, checks the results, and deletes the images again, even if it fails or is ' +
        'interrupted. It changes nothing else. Credentials come from the environment, as for any AWS SDK. Exit code: 0 ' +
        'nothing failed, 1 a check failed, 2 the arguments are unusable, 130 interrupted.',
    )
    .option('-s, --stack <name>', "the stack's name (the module's `name`)")
    .option('-o, --outputs <file>', 'a file written by `terraform output -json`, instead of the name')
    .option('--region <region>', "the stack's region; from the environment by default")
    .option('--profile <name>', 'a profile of the AWS configuration; from the environment by default')
    .addOption(
      new Option('--signing-key <key>', 'one of the signing keys; without it signed transforms are not checked').env(
        'DARKROOM_SIGNING_KEY',
      ),
    )
    .option('--only <checks>', 'run these checks and those they depend on: ids, separated by commas', checksIn)
    .option('--cdn <url>', "the base of image URLs, if it is on another host than the stack's", address)
    .option('--connect <url>', "an address to connect to for every host, such as an emulator's", address)
    .option('--interval <seconds>', 'seconds between polls', between(0.05, 10), 1)
    .option('--patience <seconds>', 'maximum seconds to wait for any single result', between(1, 900), 90)
    .option('--limit <seconds>', 'maximum seconds for all checks together', between(5, 1800), 120)
    .option('--json', 'print one JSON document instead of text')
    .showHelpAfterError('(--help shows the options)')
    .action(async (options: Options, command: Command) => {
      if ((options.stack === undefined) === (options.outputs === undefined)) {
        command.error('Name the stack with either --stack or --outputs.', { exitCode: UNUSABLE });
      }
      process.exitCode = await doctor(options);
    });
}

async function doctor(options: Options): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(130);
    console.error('\nDeleting the uploaded images. Press Ctrl-C again to exit immediately and leave them.');
    interruption.abort(new Error('The run was interrupted.'));
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
