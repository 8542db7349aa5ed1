import type { Presets } from '../../presets.ts';
import type { Limits, Made } from '../types.ts';
import { errorOf, type Job } from './messages.ts';
import { crashError, type Exit, howItEnded, isCrash, overrunError } from './verdict.ts';
import { type Allowance, type Overrun, watch } from './watch.ts';
import { startWorker, type Worker } from './worker.ts';

export interface GuardedMade extends Made {
  /** The most resident memory that the worker was seen to use, in bytes. */
  readonly memory: number;
}

export interface Guard {
  /** Starts the worker ahead of the first image, so that loading the decoders overlaps with reading the original. */
  readonly warmUp: () => void;
  /**
   * `makeVariants`, where it can be stopped. One image at a time; further calls wait, and their time does not run.
   *
   * @throws {Rejection} those of `makeVariants`, and `too_expensive` for an image that takes more than its allowance or
   * ends the decoder twice. Any other error may go away: the worker did not start, was told to stop or got no processor.
   */
  readonly makeVariants: (
    bytes: Uint8Array,
    presets: Presets,
    limits: Limits,
    only: readonly string[] | undefined,
    allowance: Allowance,
  ) => Promise<GuardedMade>;
  /** Ends the worker; the next image starts another. */
  readonly close: () => void;
}

/** A crash may have been an accident; the second one is the image's. */
const TRIES = 2;
const STARTS_WITHIN_MS = 30_000;
/** A worker left with more than this share of an allowance would spend it on behalf of the next image. */
const RETIRES_ABOVE = 0.4;

/** @param script of the worker process. */
export function guardWith(script: URL): Guard {
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const current = (): Worker => {
    if (worker?.usable() !== true) worker = startWorker(script);
    return worker;
  };

  const attempt = async (job: Job, allowance: Allowance, tries: number): Promise<GuardedMade> => {
    const working = current();
    await started(working);
    let over: Overrun | undefined;
    const watching = watch(working.pid, allowance, (overrun) => {
      over = overrun;
      working.kill();
    });
    const answer = await working.run(job);
    const { elapsed, memory, memoryNow } = watching.end();
    if (!('kind' in answer)) {
      if (over !== undefined) throw overrunError(over, allowance);
      return again(job, { ...allowance, deadlineMs: allowance.deadlineMs - elapsed }, tries, answer);
    }
    if (memoryNow > allowance.memoryMb * 2 ** 20 * RETIRES_ABOVE) working.kill();
    if (answer.kind === 'made') return { ...answer.made, memory };
    throw answer.kind === 'failed' ? errorOf(answer) : new Error('The image worker started twice.');
  };

  const again = (job: Job, allowance: Allowance, tries: number, exit: Exit): Promise<GuardedMade> => {
    if (!isCrash(exit)) throw new Error(`The image worker was told to stop (${howItEnded(exit)})`);
    if (tries === TRIES) throw crashError(exit, tries);
    return attempt(job, allowance, tries + 1);
  };

  return {
    warmUp: () => void current(),
    makeVariants: (bytes, presets, limits, only, allowance) => {
      const made = turn.then(() => attempt({ bytes, presets, limits, only }, allowance, 1));
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
