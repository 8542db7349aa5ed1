import type { Limits, Made, MakeVariants } from '../image/types.ts';
import type { Keys } from '../keys.ts';
import type { Manifest } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import type { Store } from '../store/index.ts';

/** News of a path: the state that it was just seen in. */
export interface News {
  readonly path: string;
  /** Null where the original is gone. */
  readonly manifest: Manifest | null;
  /** Whether something was replaced or deleted that a cache may hold. */
  readonly changed: boolean;
}

/** What reconcile works with. */
export interface ReconcileContext {
  readonly store: Store;
  readonly keys: Keys;
  readonly plan: Plan;
  readonly limits: Limits;
  readonly makeVariants: MakeVariants;
  /** Arranges another look at the path, this many seconds from now. */
  readonly reconcileLater: (path: string, seconds: number) => Promise<void>;
  /** Tells the world; null where nobody listens. Called at least once for each state that a path comes to rest in. */
  readonly report: ((news: News) => Promise<void>) | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Of this function, in seconds: a mark or transform older than it has nobody behind it. */
  readonly timeout: number;
  readonly maxReceiveCount: number;
}

/** One reconcile of one path, from the first look to the last. */
export interface Run extends ReconcileContext {
  readonly path: string;
  /** How often the queue has delivered this message; 1 where no queue is involved. */
  readonly receives: number;
  /** Names of the due marks that this run has left. */
  readonly promised: Set<string>;
  /** Variants made on request that were found to belong to the original: name, ETag and the original's ETag, as JSON. */
  readonly proven: Set<string>;
  /** Wall time per step, in milliseconds. */
  readonly steps: Record<string, number>;
  followUpArranged: boolean;
  acted: boolean;
  transforms: number;
  made: Made | null;
  /** Version of the original that `made` was made from. */
  madeFrom: string | null;
}

export const startRun = (context: ReconcileContext, path: string, receives: number): Run => ({
  ...context,
  path,
  receives,
  promised: new Set(),
  proven: new Set(),
  steps: {},
  followUpArranged: false,
  acted: false,
  transforms: 0,
  made: null,
  madeFrom: null,
});

/** Adds the wall time of a step to the run's record, whether it succeeds or not. */
export async function timed<T>(run: Pick<Run, 'steps'>, step: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    run.steps[step] = Math.round((run.steps[step] ?? 0) + performance.now() - start);
  }
}
