import type { Readable } from 'node:stream';

import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { parseJson } from '../json.ts';
import type { Keys } from '../keys.ts';
import { type Manifest, manifestText, parseManifest } from '../manifest.ts';
import type { OrMissing } from './list.ts';

/** `unreadable`: something lies there that is no manifest of ours. It is replaced, or deleted, but never believed. */
export type StoredManifest = Manifest | 'unreadable' | null;

export interface Manifests {
  read(path: string): Promise<StoredManifest>;
  write(path: string, manifest: Manifest): Promise<void>;
  delete(path: string): Promise<void>;
}

/** In bytes; ours hold some hundred per variant. */
const LARGEST_MANIFEST = 1_048_576;

export function createManifests(client: S3Client, bucket: string, keys: Keys, orMissing: OrMissing): Manifests {
  return {
    read: (path) => {
      const Key = keys.manifest(path);
      return orMissing(Key, async () => {
        const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        if (ContentLength > LARGEST_MANIFEST) {
          (Body as Partial<Readable> | undefined)?.destroy?.();
          return 'unreadable';
        }
        const manifest = parseManifest(parseJson((await Body?.transformToString()) ?? ''));
        return manifest?.path === path ? manifest : 'unreadable';
      });
    },
    write: async (path, manifest) => {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keys.manifest(path),
          Body: manifestText(manifest),
          ContentType: 'application/json',
          CacheControl: 'no-cache',
        }),
      );
    },
    delete: async (path) => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keys.manifest(path) }));
    },
  };
}
