import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

import type { MadeVariant } from '../image/types.ts';
import { bytesOf, type Keys, LONGEST_KEY_BYTES } from '../keys.ts';
import { unlessChanged, unlessGone, unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';
import { listDirectly, type Listed, type OrMissing } from './list.ts';
import { settled, type UncertainPaths } from './uncertain.ts';

/** What a variant was made from, kept in its metadata. */
export interface Origin {
  /** ETag of the original. */
  readonly original: string;
  /** Digest of what determines the bytes besides: see variant-recipe.ts. */
  readonly recipe: string;
}

/** What a stored variant is compared with; null if there is no recipe for its name. */
type WantedOrigin = Pick<Origin, 'original'> & { readonly recipe: string | null };

/** What is stored of a variant. */
export type VariantBytes = Pick<MadeVariant, 'name' | 'contentType' | 'bytes'>;

/** A variant as stored in the bucket. */
export interface StoredVariant {
  readonly etag: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly size: number;
  /** Null if there are more than requested. */
  readonly bytes: Uint8Array | null;
  /** The origin in its metadata; to be compared by `isMadeFrom`. */
  readonly origin: Origin;
}

export interface Variants {
  /** All variants of this path, of any preset, but at most `MOST_LISTED`; never those of paths below it. */
  list(path: string): Promise<Listed[]>;
  /** What a variant was made from; null if nothing is stored. */
  head(path: string, name: string): Promise<Pick<StoredVariant, 'origin' | 'etag' | 'cacheControl'> | null>;
  /** A variant, with its bytes if there are at most this many; null if nothing is stored. */
  read(path: string, name: string, mostBytes: number): Promise<StoredVariant | null>;
  /** Stores the variant if there is none yet; null if there is. */
  putIfAbsent(path: string, variant: VariantBytes, origin: Origin, signal?: AbortSignal): Promise<StoredVariant | null>;
  /** Replaces the object with this ETag; null if it has changed or is gone. */
  replace(
    path: string,
    variant: VariantBytes,
    origin: Origin,
    etag: string,
    signal?: AbortSignal,
  ): Promise<StoredVariant | null>;
  /** Deletes the object with this ETag; false if it has changed or is gone. */
  delete(path: string, name: string, etag: string): Promise<boolean>;
}

/** Most names that one listing of a path returns, in their order: signed transforms come last. Twenty requests. */
export const MOST_LISTED = 20_000;

export function createVariants(
  client: S3Client,
  bucket: string,
  keys: Keys,
  cacheControl: string,
  orMissing: OrMissing,
  uncertain: UncertainPaths,
): Variants {
  const put = async (
    path: string,
    variant: VariantBytes,
    origin: Origin,
    condition: { IfNoneMatch?: string; IfMatch?: string },
    signal?: AbortSignal,
  ): Promise<StoredVariant> => {
    const { contentType, bytes } = variant;
    const stored = storedOrigin(origin);
    const input = {
      Bucket: bucket,
      Key: keys.variant(path, variant.name),
      Body: bytes,
      ContentType: contentType,
      CacheControl: cacheControl,
      Metadata: { 'darkroom-original': stored.original, 'darkroom-recipe': stored.recipe },
      ...condition,
    };
    const request = client.send(new PutObjectCommand(input), signal && { abortSignal: signal });
    const { ETag } = await settled(uncertain, path, request);
    return { etag: bareTag(ETag), contentType, cacheControl, size: bytes.length, bytes, origin: stored };
  };
  return {
    list: async (path) => {
      const prefix = keys.variants(path);
      // No key is that long, so there is nothing to list, and it does not matter how S3 treats such a prefix.
      return bytesOf(prefix) < LONGEST_KEY_BYTES ? listDirectly(client, bucket, prefix, MOST_LISTED) : [];
    },
    head: (path, name) => {
      const Key = keys.variant(path, name);
      return orMissing(Key, async () => {
        const request = new HeadObjectCommand({ Bucket: bucket, Key });
        const { ETag, Metadata, CacheControl = '' } = await client.send(request);
        return { etag: bareTag(ETag), origin: originIn(Metadata), cacheControl: CacheControl };
      });
    },
    read: (path, name, mostBytes) => {
      const Key = keys.variant(path, name);
      return orMissing(Key, async () => {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        const { Body, ETag, ContentType, CacheControl, ContentLength = 0, Metadata } = answer;
        const fits = ContentLength <= mostBytes;
        if (!fits) (Body as Partial<Readable> | undefined)?.destroy?.();
        return {
          etag: bareTag(ETag),
          contentType: ContentType ?? 'application/octet-stream',
          cacheControl: CacheControl ?? cacheControl,
          size: ContentLength,
          bytes: fits ? ((await Body?.transformToByteArray()) ?? null) : null,
          origin: originIn(Metadata),
        };
      });
    },
    putIfAbsent: (path, variant, origin, signal) =>
      unlessLost(put(path, variant, origin, { IfNoneMatch: '*' }, signal), null),
    replace: (path, variant, origin, etag, signal) =>
      unlessGone(put(path, variant, origin, { IfMatch: quotedTag(etag) }, signal), null),
    delete: async (path, name, etag) => {
      const Key = keys.variant(path, name);
      const request = new DeleteObjectCommand({ Bucket: bucket, Key, IfMatch: quotedTag(etag) });
      return (await unlessChanged(settled(uncertain, path, client.send(request)), null)) !== null;
    },
  };
}

/**
 * Whether a stored variant was made from this original by this recipe, and is served with this Cache-Control; nothing is,
 * if there is no recipe.
 */
export function isMadeFrom(
  { origin, ...stored }: Pick<StoredVariant, 'origin' | 'cacheControl'>,
  { original, recipe, cacheControl }: WantedOrigin & Pick<StoredVariant, 'cacheControl'>,
): boolean {
  if (recipe === null) return false;
  const wanted = storedOrigin({ original, recipe });
  return origin.original === wanted.original && origin.recipe === wanted.recipe && stored.cacheControl === cacheControl;
}

/** Whether a stored variant was made from the original with this ETag, by whatever recipe. */
export const isOfOriginal = ({ origin }: Pick<StoredVariant, 'origin'>, etag: string): boolean =>
  origin.original === headerSafe(etag);

const originIn = (metadata: Record<string, string> = {}): Origin => ({
  original: metadata['darkroom-original'] ?? '',
  recipe: metadata['darkroom-recipe'] ?? '',
});

const storedOrigin = ({ original, recipe }: Origin): Origin => ({
  original: headerSafe(original),
  recipe: headerSafe(recipe),
});

/** Metadata are sent as headers: S3 accepts any ETag, but a header only printable ASCII. */
const headerSafe = (value: string): string => value.replace(/[^\x21-\x7e]/g, '?').slice(0, 256);
