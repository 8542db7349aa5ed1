import type { Job, Made, MadeVariant, OnFinished } from '../types.ts';
import { errorOf } from './messages.ts';
import { meterOf } from './usage.ts';
import { crashError, howItEnded, isCrash, overrunError, shortageError } from './verdict.ts';
import { type Allowance, type Overrun, watch } from './watch.ts';
import { startWorker, type Worker } from './worker.ts';

export interface GuardedMade extends Made {
  /** Peak resident memory observed in the worker, in bytes. */
  readonly memory: number;
}

export interface Guard {
  /** Starts the worker before the first image, so that loading the decoders overlaps with reading the original. */
  readonly warmUp: () => void;
  /**
   * `makeVariants` in a process that can be killed. One image at a time; further calls wait, and waiting does not count
   * as their time. What was finished before a crash is finished again, the same, and passed on once.
   *
   * @throws {Rejection} those of `makeVariants`, and `too_expensive` for an image that exceeds its allowance, or twice
   * crashes the decoder or runs out of memory. Any other error may be transient: the worker did not start, was stopped
   * or got no CPU time.
   */
  readonly makeVariants: (job: Job, allowance: Allowance, onFinished?: OnFinished) => Promise<GuardedMade>;
  /** Kills the worker; the next image starts another. */
  readonly close: () => void;
}

/** One crash or memory shortage may be an accident; the second, in a fresh worker, is blamed on the image. */
const TRIES = 2;
const STARTS_WITHIN_MS = 30_000;
/** A worker that retains more than this share of the allowance would take it from the next image. */
const RETIRES_ABOVE = 0.4;

/**
 * @param script of the worker process
 * @param meter what the worker uses; a test's own where the machine must not decide
 */
export function guardWith(script: URL, meter: typeof meterOf = meterOf): Guard {
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const current = (): Worker => {
    if (worker?.usable() !== true) worker = startWorker(script);
    return worker;
  };

  const attempt = async (
    job: Job,
    allowance: Allowance,
    finished: Map<string, MadeVariant>,
    onFinished: OnFinished,
    tries: number,
  ): Promise<GuardedMade> => {
    // Two workers at once would use more memory than one may.
    if (worker?.usable() === false) await worker.ended;
    const working = current();
    await started(working);
    let over: Overrun | undefined;
    const kill = (overrun: Overrun): void => {
      over = overrun;
      working.kill();
    };
    const watching = watch(working.pid, allowance, kill, meter);
    const answer = await working.run(job, ({ variant, source }) => {
      if (finished.has(variant.name)) return;
      finished.set(variant.name, variant);
      onFinished(variant, source);
    });
    const { elapsed, memory, memoryNow } = watching.end();
    const rest = { ...allowance, deadlineMs: allowance.deadlineMs - elapsed };
    if (!('kind' in answer)) {
      if (over !== undefined) throw overrunError(over, allowance);
      if (!isCrash(answer)) throw new Error(`The image worker was told to stop (${howItEnded(answer)})`);
      if (tries === TRIES) throw crashError(answer, tries);
      return attempt(job, rest, finished, onFinished, tries + 1);
    }
    if (answer.kind === 'made') {
      if (memoryNow > allowance.memoryMb * 2 ** 20 * RETIRES_ABOVE) working.kill();
      return { ...answer.made, variants: answer.names.flatMap((name) => finished.get(name) ?? []), memory };
    }
    // After an unexpected error, it is unknown what a worker still does or holds.
    if (answer.code === undefined) working.kill();
    if (!answer.outOfMemory) throw errorOf(answer);
    if (tries === TRIES) throw shortageError(answer.message, tries);
    return attempt(job, rest, finished, onFinished, tries + 1);
  };

  return {
    warmUp: () => void current(),
    makeVariants: (job, allowance, onFinished = () => undefined) => {
      const made = turn.then(() => attempt(job, allowance, new Map(), onFinished, 1));
      turn = made.catch(() => undefined);
      return made;
    },
    close: () => worker?.kill(),
  };
}

async function started(worker: Worker): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      worker.kill();
      reject(new Error(`The image worker did not start within ${STARTS_WITHIN_MS / 1_000} s`));
    }, STARTS_WITHIN_MS);
  });
  await Promise.race([worker.ready, late]).finally(() => {
    clearTimeout(timer);
  });
}
