import { randomUUID } from 'node:crypto';

import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import type { Keys } from '../keys.ts';
import { unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';
import { type Listed, listDirectly } from './list.ts';

/**
 * A lock is an object at `locks/<path>/<variant name>`, and its ETag says whose it is. Marks lie beside it, under names
 * that no variant can have.
 */
export interface Locks {
  list(path: string): Promise<Listed[]>;
  /** Takes a lock that nobody holds and gives its ETag; null if somebody holds it. */
  acquire(path: string, name: string): Promise<string | null>;
  /** Takes over the lock with this ETag, whose life is over; null if somebody was quicker. */
  takeOver(path: string, name: string, etag: string): Promise<string | null>;
  /** Leaves a mark, in place of one of that name, and gives its ETag. */
  mark(path: string, name: string): Promise<string>;
  /** Removes a lock or mark with this ETag; false if it is another's, or gone. */
  release(path: string, name: string, etag: string): Promise<boolean>;
}

export function createLocks(client: S3Client, bucket: string, keys: Keys): Locks {
  const put = async (path: string, name: string, condition: { IfNoneMatch?: string; IfMatch?: string }) => {
    // Equal bodies would have equal ETags, and nobody could tell one holder from the next.
    const Body = randomUUID();
    const Key = keys.lock(path, name);
    const { ETag } = await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...condition }));
    return bareTag(ETag);
  };
  return {
    list: (path) => listDirectly(client, bucket, keys.locks(path)),
    acquire: (path, name) => unlessLost(put(path, name, { IfNoneMatch: '*' }), null),
    takeOver: (path, name, etag) => unlessLost(put(path, name, { IfMatch: quotedTag(etag) }), null),
    mark: (path, name) => put(path, name, {}),
    release: async (path, name, etag) => {
      const request = new DeleteObjectCommand({ Bucket: bucket, Key: keys.lock(path, name), IfMatch: quotedTag(etag) });
      return (await unlessLost(client.send(request), null)) !== null;
    },
  };
}
