import { Command, Option } from 'commander';

import { between, type StackOptions, stackOptions, whole } from '../options.ts';
import { countText, dollarText, durationText, print } from '../print.ts';
import type { BackfillPlan } from './gather.ts';

interface PlanOptions extends StackOptions {
  sample: number;
}

type Via = 'sweep' | 'map';

interface ViaOptions extends StackOptions {
  via: Via;
}

export interface RunOptions extends PlanOptions {
  via: Via;
  rate?: number;
  backlog?: number;
  detach?: true;
  interval: number;
}

export function backfillText(plan: BackfillPlan): string {
  const { stack, originals, outdated, plusMinus, sampled, make, kept, rate, backlog, minutes, dollars, prices } = plan;
  if (outdated === 0)
    return `${stack}: ${countText(originals)} originals, ${countText(sampled)} looked at: nothing to do.`;
  const about = plusMinus === 0 ? '' : ` ± ${countText(plusMinus)} (${countText(sampled)} looked at)`;
  return [
    `${stack}: ${countText(outdated)}${about} of ${countText(originals)} originals are missing or outdated`,
    `  ${countText(make)} variants to make, ${countText(kept)} kept as they are`,
    `  ${durationText(minutes * 60)} at ${rate} originals a second, about ${dollarText(dollars)} (list prices of ${prices})`,
    `  it gives way to new uploads while more than ${countText(backlog)} messages wait`,
  ].join('\n');
}

const sampleOf = (command: Command): Command =>
  stackOptions(command).option('--sample <n>', 'how many originals to look at', whole(1, 100_000), 1000);

const viaOption = (): Option =>
  new Option('--via <way>', 'what carries it: the sweep, or Step Functions by modules/backfill')
    .choices(['sweep', 'map'])
    .default('sweep');

const planCommand = (): Command =>
  sampleOf(new Command('plan'))
    .description(
      'Says how many originals and variants there are to make, how long it takes, and what it costs. Reads only.',
    )
    .action(async (options: PlanOptions) => {
      const { withStack } = await import('../with-stack.ts');
      const { planBackfill } = await import('./gather.ts');
      const plan = await withStack(options, (found) => planBackfill(found, options.sample));
      print(plan, options, backfillText);
    });

const runCommand = (): Command =>
  sampleOf(new Command('run'))
    .description(
      'Plans, starts the sweep at the planned pace, and shows its progress. The sweep runs on AWS: Ctrl-C only stops looking.',
    )
    .addOption(viaOption())
    .option('--rate <n>', 'originals queued per second, instead of the planned', whole(1, 300))
    .option('--backlog <n>', 'messages that may wait before it gives way to uploads', whole(1, 1_000_000))
    .option('--detach', 'start it, and do not wait')
    .option('--interval <seconds>', 'seconds between two looks at its progress', between(0.2, 600), 10)
    .action(async (options: RunOptions) => {
      const { withStack } = await import('../with-stack.ts');
      const { run } = await import('./run.ts');
      process.exitCode = await withStack(options, (found) => run(found, options));
    });

const statusCommand = (): Command =>
  stackOptions(new Command('status'))
    .description('Says how far the last sweep, or run of Step Functions, to begin is. Reads only.')
    .addOption(viaOption())
    .action(async (options: ViaOptions) => {
      const { withStack } = await import('../with-stack.ts');
      if (options.via === 'map') {
        const { latestMap, mapProgress, mapText } = await import('./map.ts');
        const run = await withStack(options, async (found) => {
          const execution = await latestMap(found);
          return execution === null ? null : mapProgress(found.clients.sfn, execution);
        });
        print(run, options, (one) => (one === null ? 'No run has begun yet.' : mapText(one)));
        return;
      }
      const { progressOf, progressText } = await import('./follow.ts');
      const progress = await withStack(options, (found) => progressOf(found));
      print(progress, options, (one) => (one === null ? 'No sweep has run yet.' : progressText(one, null)));
    });

const DONE = {
  pause: 'stops within seconds, and waits until it is resumed or cancelled; what is in the queue is still made',
  resume: 'goes on within a minute',
  cancel: 'ends within a minute; what is in the queue is still made',
} as const;

const cancelCommand = (): Command =>
  stackOptions(new Command('cancel'))
    .description(`The sweep that runs, or run of Step Functions, ${DONE.cancel}.`)
    .addOption(viaOption())
    .action(async (options: ViaOptions) => {
      if (options.via === 'sweep') {
        await ask('cancel', options);
        return;
      }
      const { withStack } = await import('../with-stack.ts');
      const { cancelMap } = await import('./map.ts');
      const execution = await withStack(options, cancelMap);
      print({ execution }, options, () => `The run ${execution} was ended; what is in the queue is still made.`);
    });

const askCommand = (verb: 'pause' | 'resume'): Command =>
  stackOptions(new Command(verb))
    .description(`The sweep that runs ${DONE[verb]}.`)
    .action((options: StackOptions) => ask(verb, options));

async function ask(verb: keyof typeof DONE, options: StackOptions): Promise<void> {
  const { withStack } = await import('../with-stack.ts');
  const { askSweep, placeOf } = await import('../sweep/lease.ts');
  const { id } = await withStack(options, (found) => askSweep(placeOf(found), verb === 'resume' ? null : verb));
  print({ id }, options, () => `The sweep ${id} ${DONE[verb]}.`);
}

export const backfillCommand = (): Command =>
  new Command('backfill')
    .summary('makes what a change of presets or an adopted bucket asks for: plan, run, status, pause, resume, cancel')
    .description(
      'Makes what a change of presets or an adopted bucket asks for, up to a few million originals, by a sweep at a pace ' +
        'that leaves room for new uploads. Variants whose recipe is the same are kept.',
    )
    .addCommand(planCommand())
    .addCommand(runCommand())
    .addCommand(statusCommand())
    .addCommand(askCommand('pause'))
    .addCommand(askCommand('resume'))
    .addCommand(cancelCommand());
