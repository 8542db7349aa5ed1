import type { Allowance } from './watch.ts';

/** Memory of the function itself, with the original and all variants. */
const FUNCTION_MB = 200;
/** Share of the function's time for one image: the rest is for reading, storing and reporting. */
const IMAGE_TIME_SHARE = 2 / 3;
/**
 * Share of render's time for one image; the rest is for requests that wait before they start. The product of the two is
 * the half of `render.timeout_seconds` that variables.cdn.tf promises to one image.
 */
export const REQUEST_TIME_SHARE = 3 / 4;

/**
 * What one image may use of a function: most of its memory and time, with enough left to read, store and report.
 *
 * @param memory of the function, in MB
 * @param timeout of the function, in seconds
 */
export function allowanceOf({ memory, timeout }: { memory: number; timeout: number }): Allowance {
  return { memoryMb: Math.max(memory / 2, memory * 0.9 - FUNCTION_MB), deadlineMs: timeout * 1_000 * IMAGE_TIME_SHARE };
}
