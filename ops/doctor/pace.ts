import { setTimeout as sleep } from 'node:timers/promises';

export interface Pace {
  /** Milliseconds between two looks at the same thing. */
  readonly interval: number;
  /** Milliseconds for which any one thing is waited for. */
  readonly patience: number;
  /** Aborts when the time for all checks is up, or the operator has had enough. */
  readonly signal: AbortSignal;
}

export interface Seen<T> {
  readonly value: T;
  /** Since the first look, to a tenth. */
  readonly seconds: number;
}

/**
 * Looks again and again until there is something to see; null when nothing came in time.
 * @throws what the look throws, and the signal's reason
 */
export async function until<T>(
  { interval, patience, signal }: Pace,
  look: () => Promise<T | null>,
): Promise<Seen<T> | null> {
  const start = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const value = await look();
    const milliseconds = performance.now() - start;
    if (value !== null) return { value, seconds: secondsOf(milliseconds) };
    if (milliseconds > patience) return null;
    await sleep(interval, undefined, { signal });
  }
}

export const secondsOf = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
