import * as z from 'zod/mini';

/**
 * What is walked through: manifests beside originals; the variants of ordinary paths, which are listed in one order, and
 * those of all others, which are listed in another (see spelling.ts); locks and marks, which should not grow old.
 */
export const PHASES = ['manifests', 'variants', 'encoded variants', 'locks'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * Where a sweep has got to, and what a message carries of it: two keys at most, so that it fits whatever the keys are. What
 * had been read ahead is read again.
 */
export const cursorSchema = z.strictObject({
  phase: z.enum(PHASES),
  /** Last key under the phase's prefix that is done, or would be if it were there; null before the first. */
  done: z.nullable(z.string()),
  /** Among encoded variants: the last path that was met. */
  path: z.nullable(z.string()),
});

export type Cursor = Readonly<z.infer<typeof cursorSchema>>;

export const startOf = (phase: Phase): Cursor => ({ phase, done: null, path: null });
