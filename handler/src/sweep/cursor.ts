import * as z from 'zod/mini';

/**
 * What is walked: manifests beside originals; the variants of ordinary paths, which are listed in one order, and those
 * of all others, which are listed in another (see spelling.ts); locks and marks, which should not grow old.
 */
export const PHASES = ['manifests', 'variants', 'encoded variants', 'locks'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * The position of a sweep, as carried by its messages: at most two keys, so that it fits whatever the keys are. Objects
 * that were read ahead are read again.
 */
export const cursorSchema = z.strictObject({
  phase: z.enum(PHASES),
  /** Last key under the phase's prefix that is done, whether or not it exists; null before the first. */
  done: z.nullable(z.string()),
  /** In the phase of encoded variants: the last path found. */
  path: z.nullable(z.string()),
});

export type Cursor = Readonly<z.infer<typeof cursorSchema>>;

export const startOf = (phase: Phase): Cursor => ({ phase, done: null, path: null });
