import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

import { listedKey } from '../keys.ts';
import { ARCHIVE_CLASSES } from './archive.ts';
import { bareTag } from './etag.ts';

/** An object found in a walk through everything under a prefix. */
export interface Walked {
  /** The key after the prefix. */
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  /** When it was written, in milliseconds since 1970, by S3's clock in whole seconds. */
  readonly modified: number;
  /** Present if its storage class is an archive's. A listing does not tell whether it was restored. */
  readonly archived?: true;
}

/**
 * Everything under a prefix, including subfolders, in the order of the keys' UTF-8, starting after `after`.
 * @param rows per page, which is one request: 1 to 1,000
 */
export async function* walk(
  client: S3Client,
  bucket: string,
  prefix: string,
  after: string | null,
  rows = 1000,
): AsyncGenerator<Walked, void> {
  const input = {
    Bucket: bucket,
    Prefix: prefix,
    EncodingType: 'url' as const,
    MaxKeys: rows,
    ...(after !== null && { StartAfter: prefix + after }),
  };
  for await (const page of paginateListObjectsV2({ client }, input)) {
    for (const { Key = '', ETag, Size, LastModified, StorageClass } of page.Contents ?? []) {
      const key = listedKey(Key, page);
      yield {
        key: key.slice(prefix.length),
        etag: bareTag(ETag),
        bytes: Size ?? 0,
        modified: LastModified?.getTime() ?? 0,
        ...(ARCHIVE_CLASSES.has(StorageClass) && { archived: true as const }),
      };
    }
  }
}

/** The object at a key, found with one listing: it sorts before every other key that begins with it. */
export async function walkTo(client: S3Client, bucket: string, prefix: string, key: string): Promise<Walked | null> {
  for await (const first of walk(client, bucket, prefix + key, null, 1)) {
    return first.key === '' ? { ...first, key } : null;
  }
  return null;
}
