import { Command } from 'commander';

import { type StackOptions, stackOptions, whole } from '../options.ts';
import { print } from '../print.ts';
import type { Rendering } from './switch.ts';

interface OnOptions extends StackOptions {
  reserved?: number;
}

/** What rendering is now, and how to turn it back. */
export function renderingText({ function: name, rendering, reserved, before, recorded }: Rendering): string {
  if (rendering === 'on') {
    return `Rendering is on: ${name} has ${reserved ?? 'no'} reserved executions. An apply sets what the module says.`;
  }
  if (recorded === 'stopped') {
    return (
      'Rendering is off: the spend guard stopped it, and resumes it when the last 24 hours cost less than the budget for render. ' +
      'Stored variants are served, and the others are a 429. `darkroom render on` resumes it now.'
    );
  }
  const back = before === null || before === 0 ? '' : ` --reserved ${before}`;
  const off = `Rendering is off: stored variants are served, and the others are a 429. \`darkroom render on${back}\``;
  return recorded === 'off'
    ? `${off} turns it on again; neither an apply nor the spend guard does.`
    : `${off}, or the next apply, turns it on again; with \`render.reserved_concurrency = 0\` in the module it stays off.`;
}

const statusCommand = (): Command =>
  stackOptions(new Command('status'))
    .description('Says whether rendering is on. Reads only.')
    .action(async (options: StackOptions) => {
      const { withStack } = await import('../with-stack.ts');
      const { readRendering } = await import('./switch.ts');
      print(await withStack(options, readRendering), options, renderingText);
    });

const offCommand = (): Command =>
  stackOptions(new Command('off'))
    .description('Stops all rendering on request at once. Stored variants go on being served, uploads being processed.')
    .action(async (options: StackOptions) => {
      const { withStack } = await import('../with-stack.ts');
      const { turnOff } = await import('./switch.ts');
      print(await withStack(options, turnOff), options, renderingText);
    });

const onCommand = (): Command =>
  stackOptions(new Command('on'))
    .description('Has variants rendered on request again.')
    .option('--reserved <n>', "the module's `render.reserved_concurrency`, if it has one", whole(1, 100_000))
    .action(async (options: OnOptions) => {
      const { withStack } = await import('../with-stack.ts');
      const { turnOn } = await import('./switch.ts');
      print(await withStack(options, (found) => turnOn(found, options.reserved ?? null)), options, renderingText);
    });

export const renderCommand = (): Command =>
  new Command('render')
    .summary('turns rendering on request off and on: off, on, status')
    .description(
      'Turns rendering on request off and on, to stop what it costs. Whatever is stored goes on being served, and uploads ' +
        'being processed.',
    )
    .addCommand(offCommand())
    .addCommand(onCommand())
    .addCommand(statusCommand());
