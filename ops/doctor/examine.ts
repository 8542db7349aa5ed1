import { createAsk } from './ask.ts';
import type { Result } from './check.ts';
import { CHECKS } from './checks/index.ts';
import { choose } from './choose.ts';
import { cleanUp } from './clean-up.ts';
import { createClients, type Where } from './clients.ts';
import { secondsOf } from './pace.ts';
import { Samples } from './samples.ts';
import { findStack, type Named } from './stack/find.ts';
import { feedingQueues } from './stack/queues.ts';
import type { Stack } from './stack/stack.ts';
import { startChecks } from './start.ts';

export interface Examination extends Where, Named {
  /** Address that every host is reached at instead of its own, such as an emulator's. */
  readonly connect?: string | undefined;
  readonly signingKey?: string | undefined;
  /** Ids of the checks to make, with those that they need; all where nothing is given. */
  readonly only?: readonly string[] | undefined;
  /** Seconds between two looks at the same thing. */
  readonly interval: number;
  /** Seconds for which any one thing is waited for. */
  readonly patience: number;
  /** Seconds that all checks together may take; cleaning up comes after. */
  readonly limit: number;
}

export interface Report {
  readonly stack: Stack;
  readonly results: readonly Result[];
  readonly seconds: number;
  /** Where the samples were, without the prefix. */
  readonly folder: string;
  /** Why something of them is still there; null if nothing is. */
  readonly left: string | null;
  readonly interrupted: boolean;
}

export type Progress = (stack: Stack, results: ReadonlyMap<string, Promise<Result>>) => Promise<unknown>;

/** Milliseconds that cleaning up may take. */
const CLEANING_MS = 20_000;

/**
 * Makes every check on a stack, or those that are asked for, and removes what they needed, however they end.
 * @throws Error where the stack can't be found, or there is no such check, before anything was changed
 */
export async function examine(
  options: Examination,
  interruption: AbortSignal,
  progress: Progress = () => Promise.resolve(),
): Promise<Report> {
  const began = performance.now();
  const checks = choose(CHECKS, options.only);
  const clients = createClients(options);
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(new Error(`It was not finished when the ${options.limit} s for all checks were up.`));
  }, options.limit * 1000);
  const signal = AbortSignal.any([deadline.signal, interruption]);
  const ask = createAsk(signal, options.connect);
  try {
    const stack = await findStack(clients, options);
    const pace = { interval: options.interval * 1000, patience: options.patience * 1000, signal };
    const samples = new Samples(clients.s3, stack, pace);
    let results: readonly Result[];
    let left: string | null;
    try {
      const queuesBefore = feedingQueues(clients.sqs, stack);
      // Whoever needs it hears of it.
      queuesBefore.catch(() => undefined);
      const { signingKey } = options;
      const started = startChecks(checks, { stack, clients, ask, pace, samples, queuesBefore, signingKey });
      await progress(stack, started);
      results = await Promise.all(started.values());
    } finally {
      const cleaning = { ...pace, patience: CLEANING_MS / 2, signal: AbortSignal.timeout(CLEANING_MS) };
      left = await cleanUp(clients.s3, stack, samples, cleaning);
    }
    const seconds = secondsOf(performance.now() - began);
    return { stack, results, seconds, folder: samples.folder, left, interrupted: interruption.aborted };
  } finally {
    clearTimeout(timer);
    ask.close();
    clients.destroy();
  }
}
