import { createClients, type Where } from '../clients.ts';
import { findStack, type Named } from '../stack/find.ts';
import { feedingQueues } from '../stack/queues.ts';
import type { Stack } from '../stack/stack.ts';
import { createAsk } from './ask.ts';
import type { Result } from './check.ts';
import { CHECKS } from './checks/index.ts';
import { choose } from './choose.ts';
import { cleanUp } from './clean-up.ts';
import { type Bill, Meter } from './meter.ts';
import { secondsOf } from './pace.ts';
import { Samples } from './samples.ts';
import { startChecks } from './start.ts';

export interface Examination extends Where, Named {
  /** Address to connect to for every host, such as an emulator's. */
  readonly connect?: string | undefined;
  readonly signingKey?: string | undefined;
  /** Ids of the checks to run, with those they depend on; all by default. */
  readonly only?: readonly string[] | undefined;
  /** Seconds between polls. */
  readonly interval: number;
  /** Maximum seconds to wait for any single result. */
  readonly patience: number;
  /** Maximum seconds for all checks together, excluding the clean-up. */
  readonly limit: number;
}

export interface Report {
  readonly stack: Stack;
  readonly results: readonly Result[];
  readonly seconds: number;
  /** Folder of the samples, without the prefix. */
  readonly folder: string;
  /** Why something of them was left behind; null if nothing was. */
  readonly left: string | null;
  readonly interrupted: boolean;
  readonly bill: Bill;
}

export type Progress = (stack: Stack, results: ReadonlyMap<string, Promise<Result>>) => Promise<unknown>;

/** Maximum milliseconds for the clean-up. */
const CLEANING_MS = 20_000;

/**
 * Runs all checks on a stack, or the chosen ones, and always removes what they created.
 * @throws Error if the stack or a chosen check does not exist, before anything was changed
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
    deadline.abort(new Error(`Not finished within the limit of ${options.limit} s for all checks.`));
  }, options.limit * 1000);
  const signal = AbortSignal.any([deadline.signal, interruption]);
  const asking = createAsk(signal, options.connect);
  const meter = new Meter();
  meter.watch(clients);
  const ask = meter.asking(asking);
  try {
    const stack = await findStack(clients, options);
    const pace = { interval: options.interval * 1000, patience: options.patience * 1000, signal };
    const samples = new Samples(clients.s3, stack, pace);
    let results: readonly Result[];
    let left: string | null;
    try {
      const queuesBefore = feedingQueues(clients.sqs, stack);
      // Counted before the first upload, which would count too. The check that uses it reports the error.
      await queuesBefore.catch(() => undefined);
      const { signingKey } = options;
      const started = startChecks(checks, { stack, clients, ask, pace, samples, queuesBefore, signingKey });
      await progress(stack, started);
      results = await Promise.all(started.values());
    } finally {
      const cleaning = { ...pace, patience: CLEANING_MS / 2, signal: AbortSignal.timeout(CLEANING_MS) };
      left = await cleanUp(clients.s3, stack, samples, cleaning);
    }
    const seconds = secondsOf(performance.now() - began);
    const bill = meter.bill(stack, samples.paths.size);
    return { stack, results, seconds, folder: samples.folder, left, interrupted: interruption.aborted, bill };
  } finally {
    clearTimeout(timer);
    asking.close();
    clients.destroy();
  }
}
