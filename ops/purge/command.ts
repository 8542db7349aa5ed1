import { Command } from 'commander';

import { between, stackOptions } from '../options.ts';
import { plain, print } from '../print.ts';
import type { Options, Purged } from './purge.ts';

function purgedText({ paths, waiting, invalidation }: Purged): string {
  const asked = `${paths.length === 0 ? 'Whatever changed' : paths.map(plain).join(', ')}: purge was started.`;
  if (invalidation !== null) return `${asked} Invalidation ${invalidation.id} is complete.`;
  return `${asked} ${waiting} changes wait in its queue; \`darkroom status\` shows when they are gone.`;
}

export const purgeCommand = (): Command =>
  stackOptions(new Command('purge'))
    .description(
      'Invalidates all variants of these originals in the CDN now, together with whatever process has reported as changed; ' +
        "with no path, only the latter. CloudFront bills each path beyond the month's first thousand.",
    )
    .argument('[paths...]', 'paths of originals, such as a/b/photo.jpg')
    .option('--wait', 'wait until the invalidation is complete')
    .option('--patience <seconds>', 'how long to wait for it', between(1, 900), 120)
    .action(async (paths: string[], options: Options) => {
      const { withStack } = await import('../with-stack.ts');
      const { purge } = await import('./purge.ts');
      const purged = await withStack(options, (found) => purge(found, paths, options));
      print(purged, options, purgedText);
      if (options.wait && purged.invalidation === null) process.exitCode = 1;
    });
