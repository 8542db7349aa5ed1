import type { Limits, Made, MakeVariants } from '../image/types.ts';
import type { Keys } from '../keys.ts';
import type { Manifest } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import type { Store } from '../store/index.ts';
import { type Delivery, isFirst, isRepeated } from './delivery.ts';
import type { Ahead } from './read-ahead.ts';

/** A report about a path: the state in which it was just observed. */
export interface News {
  readonly path: string;
  /** Null if the original is gone. */
  readonly manifest: Manifest | null;
  /** Whether something that a cache may hold was replaced or deleted. */
  readonly changed: boolean;
}

/** What reconcile works with. */
export interface ReconcileContext {
  readonly store: Store;
  readonly keys: Keys;
  readonly plan: Plan;
  readonly limits: Limits;
  readonly makeVariants: MakeVariants;
  /** Schedules another reconcile of the path, this many seconds from now. */
  readonly reconcileLater: (path: string, seconds: number) => Promise<void>;
  /** Sends a report; null if there is no recipient. Called at least once for each state in which a path settles. */
  readonly report: ((news: News) => Promise<void>) | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Of this function, in seconds: the function behind an older mark or transform has ended. */
  readonly timeout: number;
  readonly maxReceiveCount: number;
}

/** One reconcile of one path, from the first pass to the last. */
export interface Run extends ReconcileContext {
  readonly path: string;
  /** How often the queue has delivered this message; 1 without a queue. */
  readonly receives: number;
  /** Whether the message itself remembers that an event is due: see delivery.ts. */
  readonly isFirst: boolean;
  /** Whether an earlier delivery may owe an event, of which no mark tells. */
  readonly isRepeated: boolean;
  /** Names of the due marks that this run has written. */
  readonly promised: Set<string>;
  /**
   * Variants made on request that were found to belong to the original: name, ETag and the original's ETag, as JSON.
   */
  readonly proven: Set<string>;
  /** Wall time per step, in milliseconds. */
  readonly steps: Record<string, number>;
  followUpArranged: boolean;
  acted: boolean;
  /** Whether it has acted without a mark. */
  unmarked: boolean;
  transforms: number;
  /** How many variants were kept or copied, rather than made. */
  reused: number;
  /** The original that is being read although it may not have to be. */
  ahead: Ahead | null;
  made: Made | null;
  /** Version of the original that `made` was made from. */
  madeFrom: string | null;
}

export const startRun = (context: ReconcileContext, path: string, delivery: Delivery): Run => ({
  ...context,
  path,
  receives: delivery.receives,
  isFirst: isFirst(delivery, context),
  isRepeated: isRepeated(delivery, context),
  promised: new Set(),
  proven: new Set(),
  steps: {},
  followUpArranged: false,
  acted: false,
  unmarked: false,
  transforms: 0,
  reused: 0,
  ahead: null,
  made: null,
  madeFrom: null,
});

/** Adds the wall time of a step to the run's record, whether it succeeds or fails. */
export async function timed<T>(run: Pick<Run, 'steps'>, step: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    run.steps[step] = Math.round((run.steps[step] ?? 0) + performance.now() - start);
  }
}
