import { Command } from 'commander';

import { projectVersion } from '../handler/build/version.ts';
import { backfillCommand } from './backfill/command.ts';
import { checkTfvarsCommand } from './check-tfvars/command.ts';
import { costCommand } from './cost/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { explainCommand } from './explain/command.ts';
import { UNUSABLE } from './options.ts';
import { purgeCommand } from './purge/command.ts';
import { redriveCommand } from './redrive/command.ts';
import { renderCommand } from './render/command.ts';
import { signCommand } from './sign/command.ts';
import { statusCommand } from './status/command.ts';
import { sweepCommand } from './sweep/command.ts';
import { typesCommand } from './types/command.ts';

const commands = [
  doctorCommand(),
  statusCommand(),
  explainCommand(),
  signCommand(),
  redriveCommand(),
  purgeCommand(),
  sweepCommand(),
  renderCommand(),
  backfillCommand(),
  costCommand(),
  typesCommand(),
  checkTfvarsCommand(),
];

/** `darkroom`, with all of its commands. */
export const program = new Command('darkroom')
  .description(
    'Looks after stacks of Darkroom. Region and credentials come from the environment, as for any AWS SDK. Exit code: 0 ' +
      'done, 1 something is wrong, 2 the arguments are unusable or there is no such stack, 130 interrupted.',
  )
  .version(await projectVersion())
  .showHelpAfterError('(--help shows the options)');
for (const command of commands) {
  command.showHelpAfterError('(--help shows the options)');
  for (const one of [command, ...command.commands]) {
    one.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNUSABLE));
  }
  program.addCommand(command);
}
program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNUSABLE));
