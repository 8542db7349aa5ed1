import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import type { MadeVariant } from '../image/types.ts';
import type { Keys } from '../keys.ts';
import { unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';
import { type Listed, listDirectly } from './list.ts';

/** What a variant was made from, kept in its metadata. */
export interface Origin {
  /** ETag of the original. */
  readonly original: string;
  /** Digest of the presets and the release. */
  readonly presets: string;
}

export interface Variants {
  /** Whatever lies under this path, of any preset; never what lies under paths below. */
  list(path: string): Promise<Listed[]>;
  /** Stores and gives the ETag. */
  put(path: string, variant: MadeVariant, origin: Origin): Promise<string>;
  /** Stores only where nothing is stored yet; null if something is. */
  putIfAbsent(path: string, variant: MadeVariant, origin: Origin): Promise<string | null>;
  /** With an ETag, deletes only that very object; false if it is another by now. */
  delete(path: string, name: string, etag?: string): Promise<boolean>;
}

export function createVariants(client: S3Client, bucket: string, keys: Keys, cacheControl: string): Variants {
  const request = (path: string, variant: MadeVariant, { original, presets }: Origin) => ({
    Bucket: bucket,
    Key: keys.variant(path, variant.name),
    Body: variant.bytes,
    ContentType: variant.contentType,
    CacheControl: cacheControl,
    Metadata: { 'darkroom-original': headerSafe(original), 'darkroom-presets': headerSafe(presets) },
  });
  return {
    list: (path) => listDirectly(client, bucket, keys.variants(path)),
    put: async (path, variant, origin) => {
      const { ETag } = await client.send(new PutObjectCommand(request(path, variant, origin)));
      return bareTag(ETag);
    },
    putIfAbsent: async (path, variant, origin) => {
      const input = { ...request(path, variant, origin), IfNoneMatch: '*' };
      const stored = await unlessLost(client.send(new PutObjectCommand(input)), null);
      return stored && bareTag(stored.ETag);
    },
    delete: async (path, name, etag) => {
      const Key = keys.variant(path, name);
      if (etag === undefined) {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
        return true;
      }
      const request = new DeleteObjectCommand({ Bucket: bucket, Key, IfMatch: quotedTag(etag) });
      return (await unlessLost(client.send(request), null)) !== null;
    },
  };
}

/** Metadata travels as headers; S3 takes any ETag back, but a header takes printable ASCII only. */
const headerSafe = (value: string): string => value.replace(/[^\x21-\x7e]/g, '?').slice(0, 256);
