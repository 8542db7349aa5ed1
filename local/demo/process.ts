import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { type Manifest, parseManifest } from '../../handler/src/manifest.ts';
import type { Photo } from './photos.ts';

/** A photo and its result. */
export interface Outcome {
  photo: Photo;
  manifest: Manifest;
  /** Milliseconds from the end of the upload until the manifest existed. */
  milliseconds: number;
}

/** How long one photo may take: enough for a queue in which several wait, and a retry. */
const PATIENCE_MS = 180_000;

/**
 * Uploads a photo and waits for the manifest of exactly these bytes.
 *
 * @throws if no manifest appears.
 */
export async function process(s3: S3Client, bucket: string, photo: Photo): Promise<Outcome> {
  const { VersionId } = await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `originals/${photo.path}`,
      Body: createReadStream(photo.file),
      ContentLength: photo.bytes,
    }),
  );
  const start = performance.now();
  while (performance.now() - start < PATIENCE_MS) {
    const manifest = await readManifest(s3, bucket, photo.path);
    if (manifest !== null && manifest.original.version === VersionId) {
      return { photo, manifest, milliseconds: Math.round(performance.now() - start) };
    }
    await sleep(100);
  }
  throw new Error(`${photo.path} has no manifest after ${PATIENCE_MS / 1000} s: check the functions' logs.`);
}

async function readManifest(s3: S3Client, bucket: string, path: string): Promise<Manifest | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `manifests/${path}.json` }));
    return parseManifest(JSON.parse((await Body?.transformToString()) ?? 'null'));
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}
