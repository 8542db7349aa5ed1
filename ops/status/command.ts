import { Command } from 'commander';

import { type StackOptions, stackOptions, whole } from '../options.ts';
import { columns, countText, durationText, plain, print } from '../print.ts';
import type { Status } from './gather.ts';

interface Options extends StackOptions {
  rejections: number;
}

/** The status as text: what is wrong stands out by its capital letters. */
export function statusText(status: Status): string {
  const { stack, region, version, cdn, sweep, lastHour, alarms, rejections } = status;
  const lines = [`${stack} in ${region}, version ${version ?? 'unknown'}, ${cdn ?? 'without a CDN'}`, ''];
  const wrong = status.functions.filter(({ state, reserved }) => state !== 'Active' || reserved === 0);
  for (const { name, state, reserved } of wrong) {
    lines.push(`FUNCTION  ${name} is ${reserved === 0 ? 'switched off (0 reserved executions)' : state}`);
  }
  for (const { name, state, reason } of alarms) lines.push(`${state.padEnd(8)}  ${name}: ${plain(reason)}`);
  if (wrong.length + alarms.length > 0) lines.push('');

  lines.push(
    columns([
      ['queue', 'waiting', 'in flight', 'delayed', 'oldest'],
      ...status.queues.map(({ use, waiting, inFlight, delayed, oldest }) => [
        use,
        countText(waiting),
        countText(inFlight),
        countText(delayed),
        oldest === null ? '' : durationText(oldest),
      ]),
      ...status.deadLetters.map(({ use, waiting }) => [
        `dead letters of ${use}`,
        waiting > 0 ? `${countText(waiting)} DEAD` : '0',
      ]),
    ]),
    '',
    sweep === null ? 'No sweep has run yet.' : sweepText(sweep),
    `Last hour: ${countsText(lastHour)}.`,
  );
  if (rejections.length > 0) {
    lines.push('', 'Newest rejections:');
    for (const { at, path, code, reason } of rejections)
      lines.push(`  ${at}  ${plain(path)}: ${code}. ${plain(reason)}`);
  }
  return lines.join('\n');
}

function sweepText({ id, state, renewedSecondsAgo, looked, queued }: NonNullable<Status['sweep']>): string {
  const found = looked === null ? '' : `, ${countText(looked)} originals checked, ${countText(queued ?? 0)} queued`;
  return `Last sweep: ${state}, ${durationText(renewedSecondsAgo)} ago${found} (${id}).`;
}

function countsText(counts: Status['lastHour']): string {
  const told = Object.entries(counts).flatMap(([name, count]) =>
    count === null || count === 0 ? [] : [`${countText(count)} ${name.replace(/([A-Z])/g, ' $1').toLowerCase()}`],
  );
  return told.length === 0 ? 'nothing that CloudWatch knows of' : told.join(', ');
}

export const statusCommand = (): Command =>
  stackOptions(new Command('status'))
    .description(
      'What a stack is doing: its queues and dead letters, the last sweep, the counts of the last hour, alarms that are ' +
        'not in OK, and the newest rejections. Reads only.',
    )
    .option('--rejections <n>', 'how many of the newest rejections to show', whole(0, 100), 5)
    .action(async (options: Options) => {
      const { withStack } = await import('../with-stack.ts');
      const { gather } = await import('./gather.ts');
      print(await withStack(options, (found) => gather(found, options.rejections)), options, statusText);
    });
