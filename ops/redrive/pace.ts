import { setTimeout as wait } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds; only differences matter. */
  now(): number;
  /** Resolves after `ms`, or as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal }).catch(() => undefined);
  },
};

/** Returns a rate limiter: callers proceed in order, at most `perSecond` per second, without a burst after a pause. */
export function pacer(perSecond: number, clock: Clock): (signal: AbortSignal) => Promise<void> {
  let free = -Infinity;
  return async (signal) => {
    const now = clock.now();
    const turn = Math.max(now, free);
    free = turn + 1000 / perSecond;
    if (turn > now) await clock.sleep(turn - now, signal);
  };
}
