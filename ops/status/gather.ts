import { PROCESS_METRICS } from '../../handler/src/process/metrics.ts';
import { RENDER_METRICS } from '../../handler/src/render/metrics.ts';
import { queuedIn } from '../../handler/src/sweep/tally.ts';
import { figures, type Wanted } from '../metrics.ts';
import { describeQueue, type Queue } from '../redrive/queue.ts';
import { alarmsOf } from '../stack/alarms.ts';
import { deadLetterQueues, purgeQueueOf, sweepQueueOf } from '../stack/dead-letters.ts';
import { placeOf, readSweep, standingOf } from '../sweep/lease.ts';
import type { Found } from '../with-stack.ts';
import { newestRejections, type RejectionLine } from './rejections.ts';

export interface QueueStatus {
  readonly use: string;
  readonly name: string;
  readonly waiting: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** Age of the oldest message in seconds, as CloudWatch last measured it; null if it did not. */
  readonly oldest: number | null;
}

export interface Status {
  readonly stack: string;
  readonly region: string;
  readonly version: string | null;
  readonly cdn: string | null;
  readonly functions: readonly { use: string; name: string; state: string; reserved: number | null }[];
  readonly queues: readonly QueueStatus[];
  readonly deadLetters: readonly Omit<QueueStatus, 'oldest' | 'inFlight' | 'delayed'>[];
  /** The last sweep to begin; null if there was none. */
  readonly sweep: {
    id: string;
    state: 'running' | 'paused' | 'done' | 'cancelled';
    renewedSecondsAgo: number;
    /** Originals checked and paths queued; null if it has not said. */
    looked: number | null;
    queued: number | null;
  } | null;
  /** Counts of the last hour; null where CloudWatch has none. */
  readonly lastHour: Readonly<Record<string, number | null>>;
  /** Alarms of the stack that are not in OK. */
  readonly alarms: readonly { name: string; state: string; reason: string }[];
  readonly rejections: readonly RejectionLine[];
}

/** Everything that is asked is asked at once; nothing is written. */
export async function gather(found: Found, rejections: number): Promise<Status> {
  const { stack } = found;
  const [queues, deadLetters, sweep, lastHour, alarms, lines] = await Promise.all([
    queuesOf(found),
    deadLetterQueues(found),
    lastSweep(found),
    countsOf(found),
    alarmsOf(found),
    newestRejections(found, rejections),
  ]);
  return {
    stack: stack.name,
    region: stack.region,
    version: stack.version ?? null,
    cdn: stack.cdn?.url ?? null,
    functions: Object.values(stack.functions).map(({ use, name, state, reserved }) => ({
      use,
      name,
      state,
      reserved: reserved ?? null,
    })),
    queues,
    deadLetters: [...deadLetters].map(([use, { name, waiting, inFlight }]) => ({
      use,
      name,
      waiting: waiting + inFlight,
    })),
    sweep,
    lastHour,
    alarms: alarms
      .filter(({ StateValue }) => StateValue !== 'OK')
      .map(({ AlarmName = '', StateValue = '', StateReason = '' }) => {
        return { name: AlarmName, state: StateValue, reason: StateReason };
      }),
    rejections: lines,
  };
}

async function queuesOf(found: Found): Promise<QueueStatus[]> {
  const { clients, stack } = found;
  const urls = { process: stack.config.queues.process, purge: purgeQueueOf(found), sweep: sweepQueueOf(found) };
  const given = Object.entries(urls).flatMap(([use, url]) => (url === undefined ? [] : [[use, url] as const]));
  const queues = await Promise.all(
    given.map(async ([use, url]): Promise<[string, Queue]> => [use, await describeQueue(clients.sqs, url)]),
  );
  const ages = await figures(
    clients.cloudwatch,
    Object.fromEntries(
      queues.map(([use, { name }]): [string, Wanted] => [
        use,
        {
          namespace: 'AWS/SQS',
          metric: 'ApproximateAgeOfOldestMessage',
          dimensions: { QueueName: name },
          statistic: 'Maximum',
        },
      ]),
    ),
    // CloudWatch has the value of a minute two or three minutes later.
    300,
  );
  return queues.map(([use, { name, waiting, inFlight, delayed }]) => {
    return { use, name, waiting, inFlight, delayed, oldest: waiting + inFlight === 0 ? null : (ages[use] ?? null) };
  });
}

async function lastSweep(found: Found): Promise<Status['sweep']> {
  const sweep = await readSweep(placeOf(found));
  if (sweep === null) return null;
  const { id, progress, renewed } = sweep;
  const state = standingOf(sweep);
  const looked = progress?.tally.looked ?? null;
  const queued = progress === null ? null : queuedIn(progress.tally);
  return { id, state, renewedSecondsAgo: Math.round((Date.now() - renewed) / 1000), looked, queued };
}

/** What is counted of the last hour, by what it is called in the report. */
const COUNTED = {
  ready: PROCESS_METRICS.ready,
  rejected: PROCESS_METRICS.rejected,
  removed: PROCESS_METRICS.removed,
  unchanged: PROCESS_METRICS.unchanged,
  failed: PROCESS_METRICS.failed,
  rendered: RENDER_METRICS.rendered,
  renderRefused: RENDER_METRICS.refused,
  renderMissing: RENDER_METRICS.missing,
  renderFailed: RENDER_METRICS.failed,
} as const;

const countsOf = ({ stack, clients }: Found) =>
  figures(
    clients.cloudwatch,
    Object.fromEntries(
      Object.entries(COUNTED).map(([name, metric]): [string, Wanted] => [
        name,
        { namespace: 'Darkroom', metric, dimensions: { stack: stack.name }, statistic: 'Sum' },
      ]),
    ),
    3600,
  );
