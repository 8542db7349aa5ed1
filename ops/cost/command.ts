import { Command } from 'commander';

import { type StackOptions, stackOptions, whole } from '../options.ts';
import { columns, countText, dollarText, print } from '../print.ts';
import type { Cost } from './gather.ts';
import type { CostLine } from './model.ts';

interface Options extends StackOptions {
  days: number;
}

const linesText = (lines: readonly CostLine[]): string =>
  columns(lines.map(({ what, count, dollars }) => [`  ${what}`, countText(count), dollarText(dollars)]));

function costText({ stack, region, prices, days, past, photo, million, preset }: Cost): string {
  const { transformed, rejected, rendered, unchanged } = past.counters;
  const counts = { made: transformed, rejected, 'rendered on request': rendered, unchanged };
  const told = Object.entries(counts).map(([what, count]) => `${count === null ? 'no' : countText(count)} ${what}`);
  return [
    `${stack} in ${region}, at the list prices of ${prices.of} of ${prices.month}, without free tiers, storage and delivery`,
    '',
    `The last ${days} days: ${dollarText(past.dollars)} (${told.join(', ')})`,
    linesText(past.lines),
    '',
    `The next million uploads of ${photo.variants} variants each, ${photo.milliseconds} ms ` +
      `(${photo.measured ? 'measured' : 'of the benchmark: CloudWatch has none of this stack'}): ${dollarText(million.dollars)}`,
    linesText(million.lines),
    '',
    `One more preset with WebP and AVIF adds ${dollarText(preset)} to a million uploads.`,
  ].join('\n');
}

export const costCommand = (): Command =>
  stackOptions(new Command('cost'))
    .summary('what a stack has cost, what the next million uploads will, and what a preset adds')
    .description(
      'What a stack has cost, what the next million uploads will, and what a preset adds: from its own counters, the time ' +
        'that its functions took, and dated list prices. An estimate, not a bill: docs/cost.md says what is in it.',
    )
    .option('--days <n>', 'how many days back', whole(1, 90), 30)
    .action(async (options: Options) => {
      const { withStack } = await import('../with-stack.ts');
      const { gatherCost } = await import('./gather.ts');
      print(await withStack(options, (found) => gatherCost(found, options.days)), options, costText);
    });
