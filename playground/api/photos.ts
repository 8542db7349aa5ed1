import {
  type _Object as S3Object,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { createKeys, type Keys } from '../../handler/src/keys.ts';
import { hasDotSegment } from '../../handler/src/spelling.ts';
import { bareTag } from '../../handler/src/store/etag.ts';
import type { Stack } from '../../packages/client/src/stack.ts';
import type { ListedPhoto, PhotoList, StoredVariant } from './answers.ts';
import type { Host } from './host.ts';
import { decodedPath, encodedPath } from './path.ts';
import { Refusal } from './refusal.ts';

/** How many photos an answer lists. */
const LISTED = 200;
/** How long the page may show an original that it was given the URL of. */
const ORIGINAL_SECONDS = 3600;

export interface Place {
  readonly bucket: string;
  readonly keys: Keys;
}

/** Where the stack keeps originals. @throws Refusal if it takes no uploads */
export function placeOf({ upload }: Stack): Place {
  if (!upload) throw new Refusal(409, 'no_uploads', 'The stack takes no uploads: set uploads = { origins = [...] }.');
  const { bucket, prefix, folders } = upload;
  return {
    bucket,
    keys: createKeys({ originals: prefix, folders, variants: 'variants/', manifests: 'manifests/', locks: 'locks/' }),
  };
}

/** @throws Refusal if the path is none that this playground may touch */
export function allowedPath({ folder }: Pick<Host, 'folder'>, path: string): string {
  if (path === '' || hasDotSegment(path))
    throw new Refusal(400, 'bad_path', `The path "${path}" is empty or has a segment . or ..: rename the file.`);
  if (!path.startsWith(folder) || path === folder)
    throw new Refusal(403, 'outside', `The path "${path}" is not under ${folder}, where this playground may write.`);
  return path;
}

/**
 * Photos by name.
 * @param after `next` of the answer before this one, null for the first
 * @throws Refusal if it is neither
 */
export async function listPhotos({ s3, stack, folder }: Host, after: string | null): Promise<PhotoList> {
  const { bucket, keys } = placeOf(stack);
  const prefix = keys.original(folder);
  const rest = after === null ? '' : decodedPath(after);
  if (rest === null) throw new Refusal(400, 'bad_place', `after is what an answer has in next, but it is "${after}".`);
  const { Contents = [], IsTruncated } = await s3.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      MaxKeys: LISTED,
      // Unlike a continuation token, of which AWS does not say how long it lives, a key can be kept by an open page.
      ...(after !== null && { StartAfter: prefix + rest }),
    }),
  );
  const last = Contents.at(-1)?.Key;
  return {
    photos: Contents.flatMap((object) => photosOf(keys, object)),
    next: IsTruncated === true && last !== undefined ? encodedPath(last.slice(prefix.length)) : null,
  };
}

/** The photo at a path, if there is one. */
export async function findPhoto({ s3, stack }: Host, path: string): Promise<PhotoList> {
  const { bucket, keys } = placeOf(stack);
  const key = keys.original(path);
  // Of all keys that begin with it, it is the first.
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }));
  const found = Contents.filter(({ Key }) => Key === key);
  return { photos: found.flatMap((object) => photosOf(keys, object)), next: null };
}

/** The photo that an object is: none if it is a folder, or where originals are not. */
function photosOf(keys: Keys, { Key = '', ETag, Size = 0 }: S3Object): ListedPhoto[] {
  const path = keys.pathOfOriginal(Key);
  return path === null || path === '' || path.endsWith('/') ? [] : [{ path, etag: bareTag(ETag), bytes: Size }];
}

export async function listVariants({ s3, stack, variantsBucket }: Host, path: string): Promise<StoredVariant[]> {
  const Prefix = placeOf(stack).keys.variants(path);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: variantsBucket, Prefix }));
  return Contents.flatMap(({ Key = '', Size = 0, ETag = '', LastModified }) => {
    const name = Key.slice(Prefix.length);
    // Variants of a path below this one are not of this photo.
    return name.includes('/') ? [] : [{ name, bytes: Size, version: `${ETag} ${Number(LastModified)}` }];
  });
}

/** A URL from which the page can show an original, which is private, for an hour. */
export async function originalUrl({ s3, stack }: Host, path: string): Promise<string> {
  const { bucket, keys } = placeOf(stack);
  const command = new GetObjectCommand({ Bucket: bucket, Key: keys.original(path) });
  return getSignedUrl(s3, command, { expiresIn: ORIGINAL_SECONDS });
}

export async function removePhoto({ s3, stack }: Host, path: string): Promise<void> {
  const { bucket, keys } = placeOf(stack);
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keys.original(path) }));
}

/** Brings a deleted photo back, by deleting its newest delete marker. @throws Refusal if it is not deleted */
export async function restorePhoto({ s3, stack }: Host, path: string): Promise<void> {
  const { bucket, keys } = placeOf(stack);
  const Key = keys.original(path);
  const { DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: Key }));
  const marker = DeleteMarkers.find((each) => each.Key === Key && each.IsLatest);
  if (!marker)
    throw new Refusal(
      409,
      'not_deleted',
      `${path} cannot be restored: it is not deleted, or the bucket keeps no versions.`,
    );
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId: marker.VersionId }));
}
