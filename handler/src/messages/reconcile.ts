import * as z from 'zod/mini';

import { asciiJson } from '../json.ts';

/**
 * Darkroom's own message for the process queue: reconcile this path. Sent by a pass that observed a lock, for after the
 * lock's lifetime, and by the sweep. The path is not encoded.
 */
export const reconcileMessageSchema = z.strictObject({ type: z.literal('reconcile'), path: z.string() });

export const reconcileMessage = (path: string): string => asciiJson({ type: 'reconcile', path });
