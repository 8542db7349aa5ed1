import { Command, Option } from 'commander';

import { address, base, between, stackOptions } from '../options.ts';
import type { Options } from './doctor.ts';

const list = (text: string): string[] => text.split(',').map((id) => id.trim());

export function doctorCommand(): Command {
  return stackOptions(new Command('doctor'))
    .description(
      'Checks that a deployed stack, and AWS underneath it, behave as Darkroom assumes. It uploads a few small ' +
        'images under a prefix of its own, checks the results, and deletes the images again, even if it fails or is ' +
        'interrupted. It changes nothing else. Credentials come from the environment, as for any AWS SDK. Exit code: 0 ' +
        'nothing failed, 1 a check failed, 2 the arguments are unusable, 130 interrupted.',
    )
    .addOption(
      new Option('--signing-key <key>', 'one of the signing keys; without it signed transforms are not checked').env(
        'DARKROOM_SIGNING_KEY',
      ),
    )
    .option('--only <checks>', 'run these checks and those they depend on: ids, separated by commas', list)
    .option('--cdn <url>', "the base of image URLs, if it is on another host than the stack's, or under a path", base)
    .addOption(
      new Option('--connect <url>', "an address to connect to for every host, such as an emulator's")
        .env('DARKROOM_CONNECT')
        .argParser(address),
    )
    .option('--interval <seconds>', 'seconds between polls', between(0.05, 10), 1)
    .option('--patience <seconds>', 'maximum seconds to wait for any single result', between(1, 900), 90)
    .option('--limit <seconds>', 'maximum seconds for all checks together', between(5, 1800), 120)
    .action(async (options: Options) => {
      const { doctor } = await import('./doctor.ts');
      process.exitCode = await doctor(options);
    });
}
