import { noteFor } from '../print.ts';
import { startSweep } from '../sweep/start.ts';
import type { Found } from '../with-stack.ts';
import { backfillText, type RunOptions } from './command.ts';
import { follow, type Progress, progressText } from './follow.ts';
import { type BackfillPlan, planBackfill } from './gather.ts';
import { followMap, type MapProgress, mapText, startMap } from './map.ts';

/** What was started, and how to look at it. */
interface Begun<Seen> {
  /** Its id or ARN, as `--json` prints it. */
  readonly as: Readonly<Record<string, string>>;
  /** The command that says how far it is. */
  readonly status: string;
  readonly follow: (how: {
    interval: number;
    signal: AbortSignal;
    onProgress: (progress: Seen) => void;
  }) => Promise<Seen | null>;
  readonly text: (progress: Seen) => string;
  readonly hasSucceeded: (end: Seen) => boolean;
}

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
  if (options.via === 'map') {
    const execution = await startMap(found, pace);
    note(`Started the run ${execution}. End it with \`darkroom backfill cancel --via map\`.`);
    return lookOn<MapProgress>(options, plan, {
      as: { execution },
      status: 'darkroom backfill status --via map',
      // What is left in the queue at its end is still to be made.
      follow: (how) => followMap(found, execution, how),
      text: mapText,
      hasSucceeded: ({ state }) => state === 'succeeded',
    });
  }
  // As after a change of presets: it waits for a sweep that is under way, which may have passed originals that need it.
  const id = await startSweep(found, { ...pace, change: `backfill-${Date.now().toString(36)}` });
  note(`Started the sweep ${id}. Pause it with \`darkroom backfill pause\`, end it with \`darkroom backfill cancel\`.`);
  return lookOn<Progress>(options, plan, {
    as: { id },
    status: 'darkroom backfill status',
    follow: (how) => follow(found, id, how),
    text: (progress) => progressText(progress, plan.originals),
    hasSucceeded: ({ state }) => state === 'done',
  });
}

/** Shows how far it is until it has ended, unless it is to be left alone, or Ctrl-C says so. @returns the exit code */
async function lookOn<Seen>(options: RunOptions, plan: BackfillPlan, begun: Begun<Seen>): Promise<number> {
  const note = noteFor(options);
  if (options.detach) {
    if (options.json) console.log(JSON.stringify({ plan, ...begun.as }));
    return 0;
  }
  const interruption = new AbortController();
  process.once('SIGINT', () => {
    interruption.abort();
  });
  const { signal } = interruption;
  let last = '';
  const end = await begun.follow({
    interval: options.interval * 1000,
    signal,
    onProgress: (progress) => {
      const text = begun.text(progress);
      if (text !== last) note(text);
      last = text;
    },
  });
  if (signal.aborted) note(`It goes on without being looked at: \`${begun.status}\`.`);
  if (options.json) console.log(JSON.stringify({ plan, ...begun.as, end }));
  if (signal.aborted) return 130;
  return end !== null && begun.hasSucceeded(end) ? 0 : 1;
}
