import { GetObjectCommand, HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';

import { readFocalPoint } from '../focal-point.ts';
import type { Keys } from '../keys.ts';
import { isArchived } from './archive.ts';
import { unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';
import type { OrMissing } from './list.ts';

/** An original as it was observed. */
export interface Original {
  readonly etag: string;
  /**
   * Distinguishes two uploads of the same bytes: the VersionId or, if the bucket has no versions, the time of change, in
   * whole seconds, and the focal point.
   */
  readonly version: string;
  readonly bytes: number;
  /** Where its subject is, by its metadata: see focal-point.ts. The ETag does not change with it. */
  readonly focalPoint?: string | undefined;
  /** Present if it is in an archive, from which it must be restored before it can be read. */
  readonly archived?: true;
}

export interface Originals {
  /** Null too if originals are in certain folders only, and the path is outside those. */
  head(path: string): Promise<Original | null>;
  /** The bytes of exactly the original observed, or null if it has changed or gone since. */
  read(path: string, seen: Original, signal?: AbortSignal): Promise<Uint8Array | null>;
}

/** Longest time, in milliseconds, for reading one original: a body that trickles is no better than one that stalls. */
const READ_TIMEOUT_MS = 30_000;

export function createOriginals(client: S3Client, bucket: string, keys: Keys, orMissing: OrMissing): Originals {
  return {
    head: async (path) => {
      if (!keys.isWatched(path)) return null;
      const Key = keys.original(path);
      return orMissing(Key, async () => {
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
        const focalPoint = readFocalPoint(head.Metadata);
        return {
          etag: bareTag(head.ETag),
          version: versionOf(head),
          bytes: head.ContentLength ?? 0,
          ...(focalPoint !== undefined && { focalPoint }),
          ...(isArchived(head) && { archived: true as const }),
        };
      });
    },
    read: (path, seen, signal) => {
      const Key = keys.original(path);
      return orMissing(Key, async () => {
        const request = new GetObjectCommand({ Bucket: bucket, Key, IfMatch: quotedTag(seen.etag) });
        const timeout = AbortSignal.timeout(READ_TIMEOUT_MS);
        const abortSignal = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
        const answer = await unlessLost(client.send(request, { abortSignal }), null);
        const bytes = await answer?.Body?.transformToByteArray();
        if (answer === null || versionOf(answer) !== seen.version) return null;
        if (bytes?.length !== seen.bytes) {
          throw new Error(`The original ended after ${bytes?.length ?? 0} of ${seen.bytes} bytes`);
        }
        return bytes;
      });
    },
  };
}

type Head = Pick<HeadObjectCommandOutput, 'VersionId' | 'LastModified' | 'Metadata'>;

/** Without versioning, S3 sends no VersionId or, if versioning was once enabled, "null". */
function versionOf({ VersionId, LastModified, Metadata }: Head): string {
  if (VersionId !== undefined && VersionId !== 'null') return VersionId;
  return [LastModified?.toISOString(), readFocalPoint(Metadata)].filter((part) => part !== undefined).join(' ');
}
