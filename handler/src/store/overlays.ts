import { createHash } from 'node:crypto';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { messageOf } from '../errors.ts';
import { keptLast } from '../kept.ts';

/** Where Terraform puts the PNGs of overlays, in the bucket of variants: each is named by its SHA-256. */
export const OVERLAYS_PREFIX = 'overlays/';

/** The variable `overlays` of the Terraform module allows as much. */
export const MOST_OVERLAY_BYTES = 1_048_576;

/** Milliseconds. */
const READ_TIMEOUT_MS = 10_000;

/** PNGs that an instance of a function keeps. */
const KEPT = 4;

export interface StoredOverlays {
  /**
   * The PNG with this SHA-256, read once an instance.
   * @throws a transient error if it is missing or another one: the original that is to carry it is not at fault, and
   * what waits for it is made once it is there
   */
  read(sha256: string): Promise<Uint8Array>;
}

export function createOverlays(client: S3Client, bucket: string): StoredOverlays {
  const kept = keptLast<Uint8Array>(KEPT);
  return { read: (sha256) => kept(sha256, () => readOverlay(client, bucket, sha256)) };
}

async function readOverlay(client: S3Client, bucket: string, sha256: string): Promise<Uint8Array> {
  const Key = `${OVERLAYS_PREFIX}${sha256}.png`;
  const broken = (what: string, cause?: unknown): Error =>
    new Error(
      `The overlay s3://${bucket}/${Key} ${what}. Apply Terraform, which puts it there; what failed meanwhile is retried, ` +
        'and dead letters can be redriven.',
      { cause },
    );
  const abortSignal = AbortSignal.timeout(READ_TIMEOUT_MS);
  const { Body, ContentLength = 0 } = await client
    .send(new GetObjectCommand({ Bucket: bucket, Key }), { abortSignal })
    .catch((error: unknown) => {
      throw broken(`can't be read: ${messageOf(error)}`, error);
    });
  if (ContentLength > MOST_OVERLAY_BYTES) {
    throw broken(`has ${ContentLength} bytes, more than the ${MOST_OVERLAY_BYTES} of an overlay: delete it first`);
  }
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const digest = createHash('sha256').update(bytes).digest('hex');
  // Not `sha256` itself in the message only: whoever finds this needs to know what is there instead.
  if (digest !== sha256) {
    throw broken(`was replaced: its SHA-256 is ${digest}. Delete it first`);
  }
  return bytes;
}
