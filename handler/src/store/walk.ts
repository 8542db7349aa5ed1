import { type S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3';

import { listedKey } from '../keys.ts';
import { bareTag } from './etag.ts';

/** An object met on a walk through everything under a prefix. */
export interface Walked {
  /** What follows the prefix. */
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  /** When it was written, in milliseconds since 1970, by S3's clock in whole seconds. */
  readonly modified: number;
}

/** Everything under a prefix, folders and all, in the order of the keys' UTF-8 and a page at a time, starting behind `after`. */
export async function* walk(
  client: S3Client,
  bucket: string,
  prefix: string,
  after: string | null,
): AsyncGenerator<Walked, void> {
  const input = {
    Bucket: bucket,
    Prefix: prefix,
    EncodingType: 'url' as const,
    ...(after !== null && { StartAfter: prefix + after }),
  };
  for await (const page of paginateListObjectsV2({ client }, input)) {
    for (const { Key = '', ETag, Size, LastModified } of page.Contents ?? []) {
      const key = listedKey(Key, page);
      yield {
        key: key.slice(prefix.length),
        etag: bareTag(ETag),
        bytes: Size ?? 0,
        modified: LastModified?.getTime() ?? 0,
      };
    }
  }
}
