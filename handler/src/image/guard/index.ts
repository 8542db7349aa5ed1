import type { MakeVariants } from '../types.ts';
import { allowanceOf, REQUEST_TIME_SHARE } from './allowance.ts';
import { type Guard, guardWith } from './guard.ts';

export type { Allowance } from './watch.ts';
export { allowanceOf, REQUEST_TIME_SHARE };

/** In the bundle, the worker is a script of its own beside this code; from source, it runs directly. */
const script = import.meta.url.endsWith('.ts') ? 'image-worker.ts' : 'image-worker.mjs';

const guard = guardWith(new URL(`./${script}`, import.meta.url));

/** Makes variants in a separate process, so that no image can block or crash this one. */
export const guardedMakeVariants: Guard['makeVariants'] = guard.makeVariants;

/**
 * `makeVariants` for a function with this memory (MB) and timeout (seconds). Call this when the function starts: the
 * worker then loads the decoders while the first original is being read.
 */
export function makeVariantsWithin(own: { memory: number; timeout: number }): MakeVariants {
  const allowance = allowanceOf(own);
  guard.warmUp();
  return (job, onFinished) => guardedMakeVariants(job, allowance, onFinished);
}
