import type { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import type { Keys } from '../keys.ts';
import { type Manifest, manifestText, parseManifest } from '../manifest.ts';
import { jsonIn } from './body.ts';
import { unlessChanged, unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';
import type { OrMissing } from './list.ts';
import { settled, type UncertainPaths } from './uncertain.ts';

/** `unreadable`: the object there is not a manifest of ours. It is replaced or deleted, but never trusted. */
export type StoredManifest = Manifest | 'unreadable' | null;

/** The manifest, if the object there is one. */
export const legible = (stored: StoredManifest): Manifest | null => (stored === 'unreadable' ? null : stored);

/** The object at a manifest's key, and its ETag, by which it is replaced or deleted; both null if there is none. */
export interface SeenManifest {
  readonly manifest: StoredManifest;
  readonly etag: string | null;
}

export interface Manifests {
  read(path: string): Promise<StoredManifest>;
  see(path: string): Promise<SeenManifest>;
  /** Replaces the one with this ETag, or creates it if there is none (null); false if it has changed since. */
  write(path: string, manifest: Manifest, seen: string | null): Promise<boolean>;
  /** Deletes the one with this ETag; false if it has changed or is gone. */
  delete(path: string, seen: string): Promise<boolean>;
}

/** In bytes; ours take a few hundred per variant. */
const LARGEST_MANIFEST_BYTES = 1_048_576;

export function createManifests(
  client: S3Client,
  bucket: string,
  keys: Keys,
  orMissing: OrMissing,
  uncertain: UncertainPaths,
): Manifests {
  const see = async (path: string): Promise<SeenManifest> => {
    const Key = keys.manifest(path);
    const seen = await orMissing(Key, async () => {
      const { Body, ETag, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const etag = bareTag(ETag);
      if (ContentLength > LARGEST_MANIFEST_BYTES) {
        (Body as Partial<Readable> | undefined)?.destroy?.();
        return { manifest: 'unreadable' as const, etag };
      }
      const manifest = parseManifest(await jsonIn({ Body }));
      return { manifest: manifest?.path === path ? manifest : ('unreadable' as const), etag };
    });
    return seen ?? { manifest: null, etag: null };
  };
  return {
    see,
    read: async (path) => (await see(path)).manifest,
    write: async (path, manifest, seen) => {
      const request = new PutObjectCommand({
        Bucket: bucket,
        Key: keys.manifest(path),
        Body: manifestText(manifest),
        ContentType: 'application/json',
        CacheControl: 'no-cache',
        ...(seen === null ? { IfNoneMatch: '*' } : { IfMatch: quotedTag(seen) }),
      });
      return (await unlessLost(settled(uncertain, path, client.send(request)), null)) !== null;
    },
    delete: async (path, seen) => {
      const request = new DeleteObjectCommand({ Bucket: bucket, Key: keys.manifest(path), IfMatch: quotedTag(seen) });
      return (await unlessChanged(settled(uncertain, path, client.send(request)), null)) !== null;
    },
  };
}
