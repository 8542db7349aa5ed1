import { createHash } from 'node:crypto';

import { missing, preconditionFailed } from './errors.ts';

export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly version: string;
  readonly modified: number;
  readonly contentType?: string | undefined;
  readonly cacheControl?: string | undefined;
  readonly metadata?: Record<string, string> | undefined;
  /** Present once it moved to Glacier: whether a restored copy exists. */
  readonly archive?: 'archived' | 'restored' | undefined;
}

interface DeleteMarker {
  readonly deleted: true;
}

export interface Condition {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

export interface PutOptions extends Condition, Pick<StoredObject, 'contentType' | 'cacheControl' | 'metadata'> {}

export interface Change {
  readonly key: string;
  /** Null for a deletion. */
  readonly object: StoredObject | null;
}

/** A strongly consistent, versioned bucket with S3's conditional operations. */
export interface MemoryBucket {
  readonly name: string;
  /** Every change of a current object, in order. */
  readonly changes: readonly Change[];
  get(key: string): StoredObject | null;
  put(key: string, body: Uint8Array | string, options?: PutOptions): StoredObject;
  /** Adds a delete marker. */
  delete(key: string, condition?: Condition): void;
  /** Deletes the current version, object or delete marker, which restores the previous one. */
  revert(key: string): void;
  /** Acts as a lifecycle rule: deletes objects under a prefix written before a time in milliseconds since 1970. */
  expire(prefix: string, before: number): void;
  /** Moves an object to Glacier, or restores a copy of it: the object stays the same version. */
  setArchive(key: string, archive: 'archived' | 'restored'): void;
  /** Keys of current objects, in the order of their UTF-8 bytes. */
  keys(prefix?: string): string[];
}

export interface BucketOptions {
  readonly name?: string;
  /** Milliseconds since 1970; time stands still unless this is given. */
  readonly now?: () => number;
  /** Whether objects have versions; without versions, equal bytes written in the same second are indistinguishable. */
  readonly versioned?: boolean;
  /** Gives every write a unique ETag, as KMS encryption does. */
  readonly uniqueTags?: boolean;
}

/** The bytes of a key in UTF-8, a character each: as strings, these compare as the bytes do, without a buffer for each look. */
export const bytesOf = (key: string): string => Buffer.from(key).toString('latin1');

export function createBucket(options: BucketOptions = {}): MemoryBucket {
  const { name = 'bucket', now = () => 0, versioned = true, uniqueTags = false } = options;
  const stacks = new Map<string, (StoredObject | DeleteMarker)[]>();
  const changes: Change[] = [];
  /** Every key that ever was, in order; those that are new since the last listing are missing. */
  let sorted: { readonly key: string; readonly bytes: string }[] = [];

  const get = (key: string): StoredObject | null => {
    const top = stacks.get(key)?.at(-1);
    return top === undefined || 'deleted' in top ? null : top;
  };
  const check = (key: string, { ifMatch, ifNoneMatch }: Condition): void => {
    // Not part of S3: for tests that remove the conditions.
    if (ifMatch === '"any"') return;
    const current = get(key);
    if (ifNoneMatch === '*' && current !== null) throw preconditionFailed();
    if (ifMatch === undefined) return;
    if (current === null) throw missing();
    if (ifMatch !== '*' && ifMatch !== current.etag) throw preconditionFailed();
  };
  const push = (key: string, entry: StoredObject | DeleteMarker): void => {
    stacks.set(key, [...(stacks.get(key) ?? []), entry]);
    changes.push({ key, object: get(key) });
  };
  const keys = (prefix = ''): string[] => {
    if (sorted.length < stacks.size) {
      sorted = [...stacks.keys()]
        .map((key) => ({ key, bytes: bytesOf(key) }))
        .sort((a, b) => (a.bytes < b.bytes ? -1 : 1));
    }
    return sorted.filter(({ key }) => key.startsWith(prefix) && get(key) !== null).map(({ key }) => key);
  };
  return {
    name,
    changes,
    get,
    put: (key, body, { ifMatch, ifNoneMatch, ...headers } = {}) => {
      check(key, { ifMatch, ifNoneMatch });
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      const hash = createHash('md5').update(bytes);
      if (uniqueTags) hash.update(String(changes.length));
      const object: StoredObject = {
        ...headers,
        body: bytes,
        etag: `"${hash.digest('hex')}"`,
        version: versioned ? `v${changes.length}` : 'null',
        modified: Math.floor(now() / 1000) * 1000,
      };
      push(key, object);
      return object;
    },
    delete: (key, condition = {}) => {
      check(key, condition);
      push(key, { deleted: true });
    },
    revert: (key) => {
      stacks.set(key, (stacks.get(key) ?? []).slice(0, -1));
      changes.push({ key, object: get(key) });
    },
    expire: (prefix, before) => {
      for (const key of keys(prefix)) if ((get(key)?.modified ?? before) < before) push(key, { deleted: true });
    },
    setArchive: (key, archive) => {
      const object = get(key);
      if (object === null) throw missing();
      stacks.set(key, [...(stacks.get(key) ?? []).slice(0, -1), { ...object, archive }]);
    },
    keys,
  };
}
