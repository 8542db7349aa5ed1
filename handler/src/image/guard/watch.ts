import { type Usage, usageOf } from './usage.ts';

/** What one image may use. */
export interface Allowance {
  /** Milliseconds from the start of the decoding to the last variant; waiting behind another image does not count. */
  readonly deadlineMs: number;
  /** Resident memory of the worker process, in MB (2^20 bytes). */
  readonly memoryMb: number;
}

export interface Overrun {
  readonly what: 'time' | 'memory';
  /** Share of the elapsed time in which the worker had a processor; above 1 where it had several. */
  readonly share: number;
}

export interface Watch {
  /** Stops looking. Milliseconds that the process was given, the most memory that it was seen to use, and what it uses now. */
  readonly end: () => { readonly elapsed: number; readonly memory: number; readonly memoryNow: number };
}

/** A decoder fills memory at about 1 GB/s: between two looks it gets 50 MB further. Elsewhere a look starts a process. */
const SAMPLE_MS = process.platform === 'linux' ? 50 : 500;
/** More than this between two looks means that the whole machine slept, as Lambda's do between invocations. */
const AWAKE_MS = 1_000;

/**
 * Looks at the process again and again, and calls `overrun` once when it uses more than it may. The looking goes on until
 * `end`, which belongs after the end of the process where `overrun` was called.
 */
export function watch(pid: number, { deadlineMs, memoryMb }: Allowance, overrun: (over: Overrun) => void): Watch {
  const before = usageOf(pid)?.cpu ?? 0;
  let elapsed = 0;
  let memory = 0;
  let last = performance.now();
  let isOver = false;
  const look = (): Usage | undefined => {
    const now = performance.now();
    elapsed += Math.min(now - last, AWAKE_MS);
    last = now;
    const usage = usageOf(pid);
    memory = Math.max(memory, usage?.memory ?? 0);
    return usage;
  };
  const timer = setInterval(() => {
    const usage = look();
    if (usage === undefined || isOver) return;
    const what = usage.memory > memoryMb * 2 ** 20 ? 'memory' : elapsed > deadlineMs ? 'time' : undefined;
    if (what === undefined) return;
    isOver = true;
    overrun({ what, share: (usage.cpu - before) / elapsed });
  }, SAMPLE_MS);
  return {
    end: () => {
      clearInterval(timer);
      const memoryNow = look()?.memory ?? 0;
      return { elapsed, memory, memoryNow };
    },
  };
}
