import * as z from 'zod/mini';

import { asciiJson } from '../json.ts';

/**
 * Darkroom's own message, "look at this original", for the process queue: from a look that saw a lock and wants another
 * when its life is over, and from the sweep. The path is not encoded.
 */
export const lookSchema = z.strictObject({ type: z.literal('look'), path: z.string() });

export const lookMessage = (path: string): string => asciiJson({ type: 'look', path });
