import * as z from 'zod/mini';

import { PHASES } from './cursor.ts';
import { tallySchema } from './tally.ts';

const count = z.int().check(z.minimum(0));

/** How far a sweep is, as its lease says. */
export const progressSchema = z.object({
  /** When it began, in milliseconds since 1970. */
  begun: count,
  /** Bounds of its load, if it has others than the configuration. */
  rate: z.optional(count),
  backlog: z.optional(count),
  phase: z.enum(PHASES),
  /** Last key of the phase that is done; null before the first. */
  at: z.nullable(z.string()),
  /** Shards that run, if it has several; `phase` and `at` are then those of one of them. */
  shards: z.optional(count),
  /** Since it began, of all shards. */
  tally: tallySchema,
});

export type SweepProgress = z.infer<typeof progressSchema>;
