import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';

import { messageOf } from '../../handler/src/errors.ts';
import { listedKey } from '../../handler/src/keys.ts';
import type { Stack } from '../stack/stack.ts';
import { type Pace, until } from './pace.ts';
import type { Samples } from './samples.ts';

/** Locations where samples may have left objects. */
export type Traces = Pick<Samples, 'folder' | 'keys' | 'paths'>;

interface Found {
  /** Versions of objects; readers get the one that is `latest`. */
  readonly versions: (ObjectIdentifier & { latest: boolean })[];
  readonly markers: ObjectIdentifier[];
}

/**
 * Removes everything that the samples left: the originals first, so that process removes what it made; then all
 * remaining versions, and the delete markers last, because deleting an object's marker first would restore the object.
 * @returns why something could not be deleted, or null
 */
export async function cleanUp(s3: S3Client, stack: Stack, samples: Traces, pace: Pace): Promise<string | null> {
  if (samples.paths.size === 0) return null;
  const { bucket, variantsBucket } = stack;
  const { prefixes } = stack.config;
  const { folder, keys } = samples;
  try {
    await Promise.all(
      [...samples.paths].map((path) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keys.original(path) }))),
    );
    // A path with special characters may have its variants in another folder, so each path is listed.
    const derived = [
      ...[prefixes.manifests, prefixes.locks].map((prefix) => prefix + folder),
      ...[...samples.paths].map((path) => keys.variants(path)),
    ];
    await until(pace, async () => {
      const found = await findAll(s3, variantsBucket, derived);
      return found.versions.some(({ latest }) => latest) ? null : true;
    });
    const problem =
      (await removeUnder(s3, bucket, [prefixes.originals + folder])) ??
      (await removeUnder(s3, variantsBucket, derived));
    return problem === null ? null : `Not everything under ${folder} could be deleted: ${problem}`;
  } catch (error) {
    return `Not everything under ${folder} could be deleted: ${messageOf(error)}`;
  }
}

async function removeUnder(s3: S3Client, bucket: string, prefixes: readonly string[]): Promise<string | null> {
  const { versions, markers } = await findAll(s3, bucket, prefixes);
  return (await removeAll(s3, bucket, versions)) ?? (await removeAll(s3, bucket, markers));
}

async function findAll(s3: S3Client, Bucket: string, prefixes: readonly string[]): Promise<Found> {
  const found: Found = { versions: [], markers: [] };
  for (const Prefix of prefixes) {
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectVersionsCommand({ Bucket, Prefix, EncodingType: 'url', KeyMarker, VersionIdMarker }),
      );
      for (const { Key = '', VersionId, IsLatest = false } of page.Versions ?? []) {
        found.versions.push({ Key: listedKey(Key, page), VersionId, latest: IsLatest });
      }
      for (const { Key = '', VersionId } of page.DeleteMarkers ?? []) {
        found.markers.push({ Key: listedKey(Key, page), VersionId });
      }
      KeyMarker = page.NextKeyMarker === undefined ? undefined : listedKey(page.NextKeyMarker, page);
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker !== undefined);
  }
  return found;
}

/** S3's maximum per request. */
const MOST = 1000;

async function removeAll(s3: S3Client, Bucket: string, all: readonly ObjectIdentifier[]): Promise<string | null> {
  for (let start = 0; start < all.length; start += MOST) {
    const Objects = all.slice(start, start + MOST).map(({ Key, VersionId }) => ({ Key, VersionId }));
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first !== undefined) {
      return `${first.Code ?? ''} ${first.Message ?? ''} (${Errors.length} objects; old versions expire by themselves)`;
    }
  }
  return null;
}
