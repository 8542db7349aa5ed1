import {
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
import type { PhotoList, StoredVariant } from './answers.ts';
import type { Host } from './host.ts';
import { Refusal } from './refusal.ts';

/** How many photos the page lists. */
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

export async function listPhotos({ s3, stack, folder }: Host): Promise<PhotoList> {
  const { bucket, keys } = placeOf(stack);
  const { Contents = [], IsTruncated } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: keys.original(folder), MaxKeys: LISTED }),
  );
  const photos = Contents.flatMap(({ Key = '', ETag, Size = 0 }) => {
    const path = keys.pathOfOriginal(Key);
    return path === null || path === '' || path.endsWith('/') ? [] : [{ path, etag: bareTag(ETag), bytes: Size }];
  });
  return { photos, more: IsTruncated === true };
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
