import * as z from 'zod/mini';

import { formDecode } from '../../handler/src/keys.ts';
import type { PlaygroundEvent } from './answers.ts';

type Told = Omit<PlaygroundEvent, 'id' | 'at'>;

const ownSchema = z.object({
  type: z.enum(['ready', 'rejected', 'removed']),
  path: z.string(),
  manifest: z.nullable(z.looseObject({ rejection: z.optional(z.object({ code: z.string() })) })),
});
const recordSchema = z.object({
  eventName: z.string(),
  s3: z.object({ object: z.object({ key: z.string() }) }),
});
const recordsSchema = z.object({ Records: z.array(z.unknown()) });

/**
 * What a message of the stack's topics tells: an event of Darkroom's, or S3's of an original.
 * @param prefix of originals
 */
export function eventsIn(document: unknown, prefix: string): Told[] {
  const own = ownSchema.safeParse(document);
  if (own.success) {
    const { type, path, manifest } = own.data;
    return [{ type, path, code: manifest?.rejection?.code ?? null, document }];
  }
  const records = recordsSchema.safeParse(document);
  if (!records.success) return [];
  return records.data.Records.flatMap((record) => {
    const parsed = recordSchema.safeParse(record);
    if (!parsed.success) return [];
    const key = formDecode(parsed.data.s3.object.key);
    if (!key.startsWith(prefix)) return [];
    // Deleting a delete marker brings the object back, and S3 calls that "Delete" too.
    const type = parsed.data.eventName.includes('ObjectCreated') ? 'uploaded' : 'deleted';
    return [{ type, path: key.slice(prefix.length), code: null, document: record } as const];
  });
}
