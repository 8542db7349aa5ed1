import { ListObjectsV2Command, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

import { listedKey } from '../keys.ts';
import { statusOf } from './errors.ts';
import { bareTag } from './etag.ts';

/** An object in a listing. */
export interface Listed {
  /** The key after the prefix; never contains a `/`. */
  readonly name: string;
  readonly etag: string;
  /** When it was written, in milliseconds since 1970, by S3's clock in whole seconds. */
  readonly modified: number;
}

/**
 * Every object directly under a prefix, or the first `most`. Fetches page after page. Keys are requested in URL
 * encoding: XML cannot contain the control characters that a key may have.
 */
export async function listDirectly(
  client: S3Client,
  bucket: string,
  prefix: string,
  most = Infinity,
): Promise<Listed[]> {
  const input = { Bucket: bucket, Prefix: prefix, Delimiter: '/', EncodingType: 'url' as const };
  const found: Listed[] = [];
  for await (const page of paginateListObjectsV2({ client }, input)) {
    for (const { Key = '', ETag, LastModified } of page.Contents ?? []) {
      const key = listedKey(Key, page);
      found.push({ name: key.slice(prefix.length), etag: bareTag(ETag), modified: LastModified?.getTime() ?? 0 });
    }
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}

/** Reads an object, or null if it is missing. S3 may answer 403 for a missing key, as for a forbidden one. */
export type OrMissing = <T>(key: string, read: () => Promise<T>) => Promise<T | null>;

/**
 * 403 counts as missing only if a listing, which the role may do under its prefixes, proves that the key does not
 * exist. Nothing is ever cleaned up because a permission was revoked.
 */
export const missingByListing =
  (client: S3Client, bucket: string): OrMissing =>
  async (key, read) => {
    try {
      return await read();
    } catch (error) {
      if (statusOf(error) === 404) return null;
      if (statusOf(error) === 403 && !(await isListed(client, bucket, key))) return null;
      throw error;
    }
  };

/** For a role that may not list, and cleans up nothing: S3 answers 403 for a missing key. */
export const missingByStatus: OrMissing = async (_key, read) => {
  try {
    return await read();
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 403) return null;
    throw error;
  }
};

/** The key itself sorts before every other key that begins with it, so one result is enough. */
async function isListed(client: S3Client, bucket: string, key: string): Promise<boolean> {
  const page = await client.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1, EncodingType: 'url' }),
  );
  const first = page.Contents?.[0]?.Key;
  return first !== undefined && listedKey(first, page) === key;
}
