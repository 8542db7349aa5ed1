import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
} from '@aws-sdk/client-s3';

import { type Manifest, parseManifest } from '../../../handler/src/manifest.ts';
import { spell } from '../../../handler/src/spelling.ts';
import { encodePath } from '../../../handler/src/urls.ts';
import { until } from '../../support/until.ts';
import { bucket, s3 } from './stack.ts';

/** An object and its content. */
export interface Read {
  bytes: Buffer;
  contentType: string | undefined;
  cacheControl: string | undefined;
  metadata: Record<string, string> | undefined;
}

/** Uploads an original; returns its version. */
export async function upload(path: string, bytes: Buffer): Promise<string> {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `originals/${path}`, Body: bytes }));
  return VersionId ?? '';
}

/** Gives an original this focal point, by copying it onto itself: its ETag stays. Returns its new version. */
export async function focus(path: string, focalPoint: string): Promise<string> {
  const Key = `originals/${path}`;
  const { VersionId } = await s3.send(
    new CopyObjectCommand({
      Bucket: bucket,
      Key,
      CopySource: `${bucket}/${encodePath(Key)}`,
      MetadataDirective: 'REPLACE',
      Metadata: { 'focal-point': focalPoint },
    }),
  );
  return VersionId ?? '';
}

/** Deletes an original, or one version of it; returns the version of the delete marker that was made, if one was. */
export async function remove(path: string, version?: string): Promise<string> {
  const { VersionId } = await s3.send(
    new DeleteObjectCommand({ Bucket: bucket, Key: `originals/${path}`, VersionId: version }),
  );
  return VersionId ?? '';
}

export async function read(key: string): Promise<Read | null> {
  try {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const bytes = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    const { ContentType: contentType, CacheControl: cacheControl, Metadata: metadata } = object;
    return { bytes, contentType, cacheControl, metadata };
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

export async function readManifest(path: string): Promise<Manifest | null> {
  const object = await read(`manifests/${path}.json`);
  return object && parseManifest(JSON.parse(object.bytes.toString()));
}

/** The manifest that names this version of the original, once there is one. */
export async function manifestOf(path: string, version: string): Promise<Manifest> {
  return until(`the manifest of ${path}`, async () => {
    const manifest = await readManifest(path);
    return manifest?.original.version === version ? manifest : null;
  });
}

/** Uploads an original, and waits for its manifest. */
export async function processed(path: string, bytes: Buffer): Promise<Manifest> {
  return manifestOf(path, await upload(path, bytes));
}

/** Names of the stored variants of this path. */
export async function variantNames(path: string): Promise<string[]> {
  const prefix = `variants/${spell(path)}/`;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length)).sort();
}

/** How often each variant of this path was written, delete markers not counted. */
export async function timesWritten(path: string): Promise<Record<string, number>> {
  const prefix = `variants/${spell(path)}/`;
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }));
  const counts: Record<string, number> = {};
  for (const { Key = '' } of Versions) {
    const name = Key.slice(prefix.length);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
