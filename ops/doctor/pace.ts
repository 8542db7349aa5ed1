import { setTimeout as sleep } from 'node:timers/promises';

export interface Pace {
  /** Milliseconds between two polls. */
  readonly interval: number;
  /** Maximum milliseconds to wait for any single result. */
  readonly patience: number;
  /** Aborts at the time limit of all checks, or when the operator interrupts. */
  readonly signal: AbortSignal;
}

export interface Seen<T> {
  readonly value: T;
  /** Since the first poll, rounded to tenths. */
  readonly seconds: number;
}

/**
 * Polls until `look` returns a value; null on timeout.
 * @throws errors of `look`, and the signal's reason
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
