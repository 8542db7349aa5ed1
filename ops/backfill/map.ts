import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';

import { countText, durationText } from '../print.ts';
import type { Found } from '../with-stack.ts';

export interface MapProgress {
  readonly execution: string;
  readonly state: 'running' | 'succeeded' | 'failed' | 'timed out' | 'aborted';
  /** Originals: all that were listed so far, those whose batch was queued, and those whose batch failed. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly seconds: number;
  /** Why it failed, as Step Functions says; null if it did not. */
  readonly error: string | null;
}

const STATES: Readonly<Record<string, MapProgress['state']>> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  ABORTED: 'aborted',
};

/**
 * ARN of the state machine of modules/backfill, which is called after its stack.
 * @throws Error if the stack has no sweep, whose function the state machine needs
 */
export function stateMachineOf({ stack }: Pick<Found, 'stack'>): string {
  const queue = stack.functions.sweep?.triggers[0]?.queueArn;
  if (queue === undefined) throw new Error(`${stack.name} has no sweep: set \`sweep\`, and apply.`);
  const [, partition, , region, account] = queue.split(':');
  return ['arn', partition, 'states', region, account, 'stateMachine', `${stack.name}-backfill`].join(':');
}

/** An error that says what to do if the stack has no such state machine, and any other as it is. */
const explained = (found: Found, error: unknown): unknown =>
  error instanceof Error && error.name === 'StateMachineDoesNotExist'
    ? new Error(
        `${found.stack.name} has no state machine for backfills: add modules/backfill, and apply (docs/operations.md).`,
      )
    : error;

/**
 * Starts a run. @returns the ARN of its execution
 * @throws Error if the stack has no state machine, or one runs already
 */
export async function startMap(found: Found, pace: { rate: number; backlog: number }): Promise<string> {
  const running = await latestMap(found, 'RUNNING');
  if (running !== null)
    throw new Error(
      `The run ${running} is under way: wait for its end, or end it with \`darkroom backfill cancel --via map\`.`,
    );
  const stateMachineArn = stateMachineOf(found);
  const request = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(pace) });
  const { executionArn = '' } = await found.clients.sfn.send(request);
  return executionArn;
}

/** ARN of the last run to begin; null if there is none. @throws Error if the stack has no state machine */
export async function latestMap(found: Found, statusFilter?: 'RUNNING'): Promise<string | null> {
  const stateMachineArn = stateMachineOf(found);
  try {
    const request = new ListExecutionsCommand({
      stateMachineArn,
      maxResults: 1,
      ...(statusFilter && { statusFilter }),
    });
    const { executions = [] } = await found.clients.sfn.send(request);
    return executions[0]?.executionArn ?? null;
  } catch (error) {
    throw explained(found, error);
  }
}

export async function mapProgress(sfn: SFNClient, executionArn: string): Promise<MapProgress> {
  const [execution, { mapRuns = [] }] = await Promise.all([
    sfn.send(new DescribeExecutionCommand({ executionArn })),
    sfn.send(new ListMapRunsCommand({ executionArn })),
  ]);
  const mapRunArn = mapRuns[0]?.mapRunArn;
  const counts =
    mapRunArn === undefined ? undefined : (await sfn.send(new DescribeMapRunCommand({ mapRunArn }))).itemCounts;
  const { startDate, stopDate, status = 'RUNNING', error } = execution;
  return {
    execution: executionArn,
    state: STATES[status] ?? 'running',
    total: counts?.total ?? 0,
    done: counts?.succeeded ?? 0,
    failed: (counts?.failed ?? 0) + (counts?.timedOut ?? 0) + (counts?.aborted ?? 0),
    seconds: Math.round(((stopDate ?? new Date()).getTime() - (startDate ?? new Date()).getTime()) / 1000),
    error: error ?? null,
  };
}

export function mapText({ state, total, done, failed, seconds, error }: MapProgress): string {
  const toGo =
    state === 'running' && done > 0 ? `, ${durationText((seconds / done) * (total - done - failed))} to go` : '';
  const broken = failed === 0 ? '' : `, ${countText(failed)} failed: their batches are in the run's results`;
  return `${state}${error === null ? '' : ` (${error})`}: ${countText(done)} of ${countText(total)} originals checked${broken}${toGo}`;
}

/** Follows a run until it has ended, or the signal aborts. */
export async function followMap(
  { clients }: Pick<Found, 'clients'>,
  execution: string,
  {
    interval,
    signal,
    onProgress,
  }: { interval: number; signal: AbortSignal; onProgress: (progress: MapProgress) => void },
): Promise<MapProgress> {
  for (;;) {
    const progress = await mapProgress(clients.sfn, execution);
    onProgress(progress);
    if (progress.state !== 'running' || signal.aborted) return progress;
    await sleep(interval, undefined, { signal }).catch(() => undefined);
  }
}

/** Ends the run that is under way. What it has queued is still made. @returns its ARN @throws Error if there is none */
export async function cancelMap(found: Found): Promise<string> {
  const running = await latestMap(found, 'RUNNING');
  if (running === null) throw new Error('No run of Step Functions is under way: there is nothing to cancel.');
  await found.clients.sfn.send(new StopExecutionCommand({ executionArn: running, cause: 'darkroom backfill cancel' }));
  return running;
}
