import { meterOf } from './usage.ts';

/** The resources that one image may use. */
export interface Allowance {
  /** Milliseconds from the start of decoding to the last variant; waiting for another image does not count. */
  readonly deadlineMs: number;
  /** Resident memory of the worker process, in MB (2^20 bytes). */
  readonly memoryMb: number;
}

export interface Overrun {
  readonly what: 'time' | 'memory';
  /** CPU time per elapsed time; above 1 if the worker used several CPUs. */
  readonly share: number;
}

export interface Watch {
  /** Stops watching. Returns the milliseconds counted, the peak memory observed, and the current memory. */
  readonly end: () => { readonly elapsed: number; readonly memory: number; readonly memoryNow: number };
}

/** A decoder fills memory at about 1 GB/s: 50 MB between two samples. Outside Linux, each sample starts a process. */
const SAMPLE_MS = process.platform === 'linux' ? 50 : 500;
/** A longer gap between two samples means that the whole machine was suspended, as Lambda does between invocations. */
const AWAKE_MS = 1_000;

/**
 * Samples the process periodically, and calls `overrun` once if it exceeds its allowance. Sampling continues until
 * `end`. If `overrun` was called, call `end` after the process has ended.
 *
 * @param meter what the process uses; a test's own where the machine must not decide
 */
export function watch(
  pid: number,
  { deadlineMs, memoryMb }: Allowance,
  overrun: (over: Overrun) => void,
  meter: typeof meterOf = meterOf,
): Watch {
  const uses = meter(pid);
  const before = uses.cpu() ?? 0;
  let elapsed = 0;
  let memory = 0;
  let last = performance.now();
  let isOver = false;
  const look = (): number | undefined => {
    const now = performance.now();
    elapsed += Math.min(now - last, AWAKE_MS);
    last = now;
    const seen = uses.memory();
    memory = Math.max(memory, seen ?? 0);
    return seen;
  };
  const timer = setInterval(() => {
    const seen = look();
    if (seen === undefined || isOver) return;
    const what = seen > memoryMb * 2 ** 20 ? 'memory' : elapsed > deadlineMs ? 'time' : undefined;
    if (what === undefined) return;
    isOver = true;
    overrun({ what, share: ((uses.cpu() ?? before) - before) / elapsed });
  }, SAMPLE_MS);
  return {
    end: () => {
      clearInterval(timer);
      const memoryNow = look() ?? 0;
      uses.close();
      return { elapsed, memory, memoryNow };
    },
  };
}
