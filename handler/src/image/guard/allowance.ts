import type { Allowance } from './watch.ts';

/** The function itself, with the original and all variants in its own memory. */
const FUNCTION_MB = 200;
const TIME_SHARE = 2 / 3;

/**
 * What one image may use of a function: most of its memory and time, with enough left to read, store and report.
 *
 * @param memory of the function, in MB
 * @param timeout of the function, in seconds
 */
export function allowanceOf({ memory, timeout }: { memory: number; timeout: number }): Allowance {
  return { memoryMb: Math.max(memory / 2, memory * 0.9 - FUNCTION_MB), deadlineMs: timeout * 1_000 * TIME_SHARE };
}
