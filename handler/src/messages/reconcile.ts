import * as z from 'zod/mini';

import { asciiJson } from '../json.ts';

/**
 * Darkroom's own message, "look at this original", for the process queue: from a look that saw a lock and wants another
 * when its life is over, and from the sweep. The path is not encoded.
 */
export const reconcileMessageSchema = z.strictObject({ type: z.literal('reconcile'), path: z.string() });

export const reconcileMessage = (path: string): string => asciiJson({ type: 'reconcile', path });
