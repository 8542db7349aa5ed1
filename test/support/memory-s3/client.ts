import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

import { bytesOf, type MemoryBucket, type StoredObject } from './bucket.ts';
import { forbidden, invalidState, MemoryS3Error, missing, preconditionFailed } from './errors.ts';

export interface Request {
  readonly name: string;
  readonly key: string;
  /** For writes: executes one more copy of the request and drops its response. */
  readonly land: (() => void) | undefined;
}

export interface ClientOptions {
  /**
   * Called before each request takes effect: to delay it, to fail, or never to return. May return how often the request was
   * until it was answered; once by default.
   */
  readonly gate?: (request: Request) => Promise<unknown>;
  /** Answers 403 for missing keys, as S3 does if the role may not list the whole bucket. */
  readonly hidesMissing?: boolean;
  /** Keys that the role may not read. */
  readonly denies?: (key: string) => boolean;
  /** Rows per page of a listing. */
  readonly pageSize?: number;
}

/** An `S3Client` whose requests go to a bucket in memory. */
export function createMemoryClient(bucket: MemoryBucket, options: ClientOptions = {}): S3Client {
  const client = Object.create(S3Client.prototype) as S3Client;
  const send = async (command: object): Promise<unknown> => {
    const { input } = command as { input: { Bucket?: string; Key?: string; Prefix?: string } };
    const isWrite = command instanceof PutObjectCommand || command instanceof DeleteObjectCommand;
    const land = (): void => {
      try {
        perform(bucket, command, options);
      } catch {
        // Its condition failed.
      }
    };
    const request = { name: command.constructor.name, key: input.Key ?? input.Prefix ?? '' };
    const sent = await options.gate?.({ ...request, land: isWrite ? land : undefined });
    const attempts = typeof sent === 'number' ? sent : 1;
    if (input.Bucket !== bucket.name) throw new MemoryS3Error('NoSuchBucket', 404);
    try {
      return { ...perform(bucket, command, options), $metadata: { attempts } };
    } catch (error) {
      if (error instanceof MemoryS3Error) error.$metadata.attempts = attempts;
      throw error;
    }
  };
  return Object.defineProperty(client, 'send', { value: send });
}

function perform(bucket: MemoryBucket, command: object, options: ClientOptions): object {
  if (command instanceof ListObjectsV2Command) return list(bucket, command.input, options.pageSize ?? 1000);
  if (command instanceof HeadObjectCommand) return head(read(bucket, command.input.Key, options));
  if (command instanceof GetObjectCommand) {
    const { Key, IfMatch } = command.input;
    const object = read(bucket, Key, options);
    if (IfMatch !== undefined && IfMatch !== object.etag) throw preconditionFailed();
    if (object.archive === 'archived') throw invalidState();
    return { ...head(object), Body: bodyOf(object.body) };
  }
  if (command instanceof PutObjectCommand) {
    const { Key = '', Body, IfMatch, IfNoneMatch, ContentType, CacheControl, Metadata } = command.input;
    const { etag, version } = bucket.put(Key, Body as Uint8Array | string, {
      ifMatch: IfMatch,
      ifNoneMatch: IfNoneMatch,
      contentType: ContentType,
      cacheControl: CacheControl,
      metadata: Metadata,
    });
    return { ETag: etag, VersionId: version };
  }
  if (command instanceof DeleteObjectCommand) {
    const { Key = '', IfMatch } = command.input;
    bucket.delete(Key, { ifMatch: IfMatch });
    return {};
  }
  throw new Error(`The in-memory bucket does not implement ${command.constructor.name}`);
}

function read(bucket: MemoryBucket, key = '', { hidesMissing, denies }: ClientOptions): StoredObject {
  const object = bucket.get(key);
  if (denies?.(key) === true || (object === null && hidesMissing === true)) throw forbidden();
  if (object === null) throw missing();
  return object;
}

const head = ({ body, etag, version, modified, contentType, cacheControl, metadata, archive }: StoredObject) => ({
  ...(archive && { StorageClass: 'GLACIER' }),
  ...(archive === 'restored' && { Restore: 'ongoing-request="false", expiry-date="Fri, 21 Dec 2029 00:00:00 GMT"' }),
  ETag: etag,
  VersionId: version,
  ContentLength: body.length,
  LastModified: new Date(modified),
  ContentType: contentType,
  CacheControl: cacheControl,
  Metadata: metadata,
});

const bodyOf = (body: Uint8Array) => ({
  transformToByteArray: () => Promise.resolve(body),
  transformToString: () => Promise.resolve(Buffer.from(body).toString('utf8')),
});

function list(
  bucket: MemoryBucket,
  input: ListObjectsV2CommandInput,
  pageSize: number,
): Partial<ListObjectsV2CommandOutput> {
  const { Prefix = '', Delimiter, ContinuationToken, EncodingType, StartAfter, MaxKeys = pageSize } = input;
  const after = StartAfter === undefined ? '' : bytesOf(StartAfter);
  const direct = bucket
    .keys(Prefix)
    .filter((key) => Delimiter === undefined || !key.includes(Delimiter, Prefix.length))
    .filter((key) => StartAfter === undefined || bytesOf(key) > after);
  const start = Number(ContinuationToken ?? 0);
  const end = start + Math.min(MaxKeys, pageSize);
  return {
    Contents: direct.slice(start, end).map((key) => {
      const { etag, modified, body, archive } = bucket.get(key) ?? missingRow(key);
      const Key = EncodingType === 'url' ? formEncode(key) : key;
      return {
        Key,
        ETag: etag,
        LastModified: new Date(modified),
        Size: body.length,
        ...(archive && { StorageClass: 'GLACIER' }),
      };
    }),
    ...(EncodingType === undefined ? {} : { EncodingType }),
    IsTruncated: end < direct.length,
    ...(end < direct.length ? { NextContinuationToken: String(end) } : {}),
  };
}

const missingRow = (key: string): never => {
  throw new Error(`${key} was listed but does not exist`);
};

/** As S3 writes keys in listings and events. */
export const formEncode = (key: string): string =>
  encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
