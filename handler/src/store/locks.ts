import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

import { REJECTION_CODES } from '../errors.ts';
import type { Keys } from '../keys.ts';
import { jsonIn } from './body.ts';
import { unlessGone, unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';
import { listDirectly, type Listed, type OrMissing } from './list.ts';

/** How the work under a lock ended without a variant, for those that wait for it or request it next. */
const noteSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('failed') }),
  z.object({
    state: z.literal('rejected'),
    /** The original's version and the recipe: the note says nothing about others. */
    version: z.string(),
    presets: z.string(),
    code: z.enum(REJECTION_CODES),
    message: z.string(),
  }),
]);
const bodySchema = z.object({ note: z.optional(noteSchema) });

export type LockNote = z.infer<typeof noteSchema>;

export interface Lock {
  readonly etag: string;
  /** When it was written or renewed, in milliseconds since 1970, by S3's clock in whole seconds. */
  readonly modified: number;
  /** Absent while its holder works, or if it died. */
  readonly note: LockNote | undefined;
}

/**
 * A lock is an object at `locks/<path>/<variant name>`, and its ETag identifies its holder. Marks are stored beside it,
 * under names that no variant can have.
 */
export interface Locks {
  list(path: string): Promise<Listed[]>;
  read(path: string, name: string): Promise<Lock | null>;
  /** Acquires a free lock and returns its ETag; null if it is held. */
  acquire(path: string, name: string): Promise<string | null>;
  /** Takes over the expired lock with this ETag, or renews one's own; null if another function was faster. */
  takeOver(path: string, name: string, etag: string): Promise<string | null>;
  /** Ends one's own lock with a note that the work is over; false if another function has taken it over. */
  conclude(path: string, name: string, etag: string, note: LockNote): Promise<boolean>;
  /** Writes a mark, replacing one of the same name, and returns its ETag. */
  mark(path: string, name: string): Promise<string>;
  /** Removes a lock or mark with this ETag; false if it has changed hands or is gone. */
  release(path: string, name: string, etag: string): Promise<boolean>;
}

export function createLocks(client: S3Client, bucket: string, keys: Keys, orMissing: OrMissing): Locks {
  const put = async (
    path: string,
    name: string,
    condition: { IfNoneMatch?: string; IfMatch?: string },
    note?: LockNote,
  ) => {
    // Equal bodies would have equal ETags, and holders could not be told apart.
    const Body = JSON.stringify({ id: randomUUID(), note });
    const Key = keys.lock(path, name);
    const { ETag } = await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...condition }));
    return bareTag(ETag);
  };
  return {
    list: (path) => listDirectly(client, bucket, keys.locks(path)),
    read: (path, name) => {
      const Key = keys.lock(path, name);
      return orMissing(Key, async () => {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        const body = bodySchema.safeParse(await jsonIn(answer));
        return { etag: bareTag(answer.ETag), modified: answer.LastModified?.getTime() ?? 0, note: body.data?.note };
      });
    },
    acquire: (path, name) => unlessLost(put(path, name, { IfNoneMatch: '*' }), null),
    takeOver: (path, name, etag) => unlessGone(put(path, name, { IfMatch: quotedTag(etag) }), null),
    conclude: async (path, name, etag, note) =>
      (await unlessGone(put(path, name, { IfMatch: quotedTag(etag) }, note), null)) !== null,
    mark: (path, name) => put(path, name, {}),
    release: async (path, name, etag) => {
      const request = new DeleteObjectCommand({ Bucket: bucket, Key: keys.lock(path, name), IfMatch: quotedTag(etag) });
      return (await unlessGone(client.send(request), null)) !== null;
    },
  };
}
