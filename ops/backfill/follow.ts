import { setTimeout as sleep } from 'node:timers/promises';

import { queuedIn } from '../../handler/src/sweep/tally.ts';
import { countText, durationText } from '../print.ts';
import { describeQueue } from '../redrive/queue.ts';
import { placeOf, readSweep, standingOf } from '../sweep/lease.ts';
import type { Found } from '../with-stack.ts';

export interface Progress {
  readonly id: string;
  readonly state: 'waiting to begin' | 'running' | 'paused' | 'cancelled' | 'done';
  readonly looked: number;
  readonly queued: number;
  /** Messages of the process queue that wait or are being worked on, those of new uploads included. */
  readonly left: number;
  readonly phase: string | null;
  /** Seconds since it began. */
  readonly seconds: number | null;
}

/** @param id of the sweep that is meant; that of the last one to begin if absent */
export async function progressOf(found: Found, id?: string): Promise<Progress | null> {
  const [sweep, queue] = await Promise.all([
    readSweep(placeOf(found)),
    describeQueue(found.clients.sqs, found.stack.config.queues.process),
  ]);
  const left = queue.waiting + queue.inFlight + queue.delayed;
  if (id !== undefined && sweep?.id !== id) {
    return { id, state: 'waiting to begin', looked: 0, queued: 0, left, phase: null, seconds: null };
  }
  if (sweep === null) return null;
  const { progress } = sweep;
  return {
    id: sweep.id,
    state: standingOf(sweep),
    looked: progress?.tally.looked ?? 0,
    queued: progress === null ? 0 : queuedIn(progress.tally),
    left,
    phase: progress?.phase ?? null,
    seconds: progress === null ? null : Math.round((Date.now() - progress.begun) / 1000),
  };
}

/** @param originals how many there are in all, if a plan has counted them: then it says when it will be done */
export function progressText({ state, looked, queued, left, seconds }: Progress, originals: number | null): string {
  const of = originals === null ? '' : ` of ${countText(originals)}`;
  const isGoing = state === 'running' && originals !== null && seconds !== null && looked > 0 && looked < originals;
  const toGo = isGoing ? `, ${durationText((seconds / looked) * (originals - looked))} to go` : '';
  return `${state}: ${countText(looked)}${of} originals checked, ${countText(queued)} queued, ${countText(left)} left in the queue${toGo}`;
}

/** Follows a sweep until it has ended and the process queue is empty, or the signal aborts. */
export async function follow(
  found: Found,
  id: string,
  { interval, signal, onProgress }: { interval: number; signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Progress | null> {
  for (;;) {
    const progress = await progressOf(found, id);
    if (progress !== null) onProgress(progress);
    const isOver = progress?.state === 'cancelled' || (progress?.state === 'done' && progress.left === 0);
    if (isOver || signal.aborted) return progress;
    await sleep(interval, undefined, { signal }).catch(() => undefined);
  }
}
