import { Command } from 'commander';

import { type StackOptions, stackOptions } from '../options.ts';
import { print } from '../print.ts';

interface Options extends StackOptions {
  dryRun?: true;
}

export const sweepCommand = (): Command =>
  stackOptions(new Command('sweep'))
    .description(
      'Starts a sweep now: it finds originals whose variants are missing or outdated, and leftovers of those that are gone. ' +
        'It gives way to one that is under way. `darkroom status` shows how far it is; to plan one first, and to pause or ' +
        'cancel it, see `darkroom backfill`.',
    )
    .option('-n, --dry-run', "only count; the sweep function's log says what was found")
    .action(async (options: Options) => {
      const { withStack } = await import('../with-stack.ts');
      const { startSweep } = await import('./start.ts');
      const started = await withStack(options, async (found) => {
        const id = await startSweep(found, options.dryRun ? { dryRun: true } : {});
        return { id, log: found.stack.functions.sweep?.logGroup ?? '' };
      });
      print(started, options, ({ id, log }) => `Started the sweep ${id}. Its log is ${log}.`);
    });
