import { noteFor } from '../print.ts';
import { startSweep } from '../sweep/start.ts';
import type { Found } from '../with-stack.ts';
import { backfillText, type RunOptions } from './command.ts';
import { follow, progressText } from './follow.ts';
import { type BackfillPlan, planBackfill } from './gather.ts';
import { followMap, mapText, startMap } from './map.ts';

/** Plans, starts and follows a backfill. @returns the exit code */
export async function run(found: Found, options: RunOptions): Promise<number> {
  const note = noteFor(options);
  const plan = await planBackfill(found, options.sample);
  note(backfillText(plan));
  if (plan.outdated === 0) {
    if (options.json) console.log(JSON.stringify({ plan, id: null }));
    return 0;
  }
  const pace = { rate: options.rate ?? plan.rate, backlog: options.backlog ?? plan.backlog };
  if (options.via === 'map') return runMap(found, options, plan, pace);
  // As after a change of presets: it waits for a sweep that is under way, which may have passed originals that need it.
  const id = await startSweep(found, { ...pace, change: `backfill-${Date.now().toString(36)}` });
  note(`Started the sweep ${id}. Pause it with \`darkroom backfill pause\`, end it with \`darkroom backfill cancel\`.`);
  if (options.detach) {
    if (options.json) console.log(JSON.stringify({ plan, id }));
    return 0;
  }
  const interruption = onInterrupt();
  let last = '';
  const end = await follow(found, id, {
    interval: options.interval * 1000,
    signal: interruption,
    onProgress: (progress) => {
      const text = progressText(progress, plan.originals);
      if (text !== last) note(text);
      last = text;
    },
  });
  if (interruption.aborted) note('It goes on without being looked at: `darkroom backfill status`.');
  if (options.json) console.log(JSON.stringify({ plan, id, end }));
  if (interruption.aborted) return 130;
  return end?.state === 'done' ? 0 : 1;
}

function onInterrupt(): AbortSignal {
  const interruption = new AbortController();
  process.once('SIGINT', () => {
    interruption.abort();
  });
  return interruption.signal;
}

/** Starts and follows a run of Step Functions. What is left in the queue at its end is still to be made. */
async function runMap(
  found: Found,
  options: RunOptions,
  plan: BackfillPlan,
  pace: { rate: number; backlog: number },
): Promise<number> {
  const note = noteFor(options);
  const execution = await startMap(found, pace);
  note(`Started the run ${execution}. End it with \`darkroom backfill cancel --via map\`.`);
  if (options.detach) {
    if (options.json) console.log(JSON.stringify({ plan, execution }));
    return 0;
  }
  const interruption = onInterrupt();
  let last = '';
  const end = await followMap(found, execution, {
    interval: options.interval * 1000,
    signal: interruption,
    onProgress: (progress) => {
      const text = mapText(progress);
      if (text !== last) note(text);
      last = text;
    },
  });
  if (interruption.aborted) note('It goes on without being looked at: `darkroom backfill status --via map`.');
  if (options.json) console.log(JSON.stringify({ plan, execution, end }));
  if (interruption.aborted) return 130;
  return end.state === 'succeeded' ? 0 : 1;
}
