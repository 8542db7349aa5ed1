import * as z from 'zod/mini';

import { asciiJson } from '../json.ts';

/**
 * Darkroom's own message for the process queue: reconcile this path. Sent by a pass that observed a lock, for after the
 * lock's lifetime, and by the sweep. The path is not encoded.
 */
export const reconcileMessageSchema = z.strictObject({
  type: z.literal('reconcile'),
  path: z.string(),
  /** When the queue first delivers it, at the earliest, in milliseconds since 1970; absent if a person wrote it. */
  due: z.optional(z.int().check(z.minimum(0))),
});

export const reconcileMessage = (path: string, due?: number): string => asciiJson({ type: 'reconcile', path, due });
