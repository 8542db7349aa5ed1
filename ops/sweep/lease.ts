import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import type { Prefixes } from '../../handler/src/keys.ts';
import { jsonIn } from '../../handler/src/store/body.ts';
import { unlessGone } from '../../handler/src/store/errors.ts';
import { bareTag, quotedTag } from '../../handler/src/store/etag.ts';
import { leaseKey, sweepLeaseSchema } from '../../handler/src/store/sweep-lease.ts';
import { progressSchema, type SweepProgress } from '../../handler/src/sweep/progress.ts';
import type { Found } from '../with-stack.ts';

export interface SweepState {
  readonly id: string;
  readonly done: boolean;
  readonly wish: 'pause' | 'cancel' | undefined;
  /** Null if it has not said how far it is. */
  readonly progress: SweepProgress | null;
  /** When it last renewed its lease, in milliseconds since 1970. */
  readonly renewed: number;
  /** What the shards of the sweep left there for each other. */
  readonly ledger: unknown;
  readonly etag: string;
}

export interface SweepPlace {
  readonly client: S3Client;
  /** The bucket of variants. */
  readonly bucket: string;
  readonly prefixes: Pick<Prefixes, 'locks'>;
}

/** The last sweep to begin, whether or not it runs; null if there was none. */
export async function readSweep({ client, bucket, prefixes }: SweepPlace): Promise<SweepState | null> {
  const request = new GetObjectCommand({ Bucket: bucket, Key: leaseKey(prefixes) });
  const answer = await unlessGone(client.send(request), null);
  if (answer === null) return null;
  const { data } = sweepLeaseSchema.safeParse(await jsonIn(answer));
  if (data === undefined) return null;
  const progress = progressSchema.safeParse(data.progress);
  return {
    id: data.id,
    done: data.done,
    wish: data.wish,
    progress: progress.success ? progress.data : null,
    renewed: answer.LastModified?.getTime() ?? 0,
    ledger: data.ledger,
    etag: bareTag(answer.ETag),
  };
}

export const placeOf = ({ stack, clients }: Found): SweepPlace => ({
  client: clients.s3,
  bucket: stack.variantsBucket,
  prefixes: stack.config.prefixes,
});

/** How a sweep that has begun is called in reports. */
export function standingOf({ done, wish }: SweepState): 'running' | 'paused' | 'done' | 'cancelled' {
  if (done) return wish === 'cancel' ? 'cancelled' : 'done';
  return wish === 'pause' ? 'paused' : 'running';
}

/** A sweep that renews its lease meanwhile is asked again. */
const ATTEMPTS = 10;

/**
 * Asks the sweep that runs to pause, to end, or (null) to go on. It looks at least every minute.
 * @throws Error if none runs
 */
export async function askSweep(place: SweepPlace, wish: SweepState['wish'] | null): Promise<SweepState> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const state = await readSweep(place);
    if (state === null) throw new Error('No sweep has run yet: there is nothing to pause, resume or cancel.');
    const { id, done, progress, ledger, etag } = state;
    if (done) throw new Error(`The sweep ${id} has finished: there is nothing to pause, resume or cancel.`);
    const Body = JSON.stringify({
      id,
      done,
      ...(wish && { wish }),
      ...(progress && { progress }),
      ...(ledger !== undefined && { ledger }),
      nonce: randomUUID(),
    });
    const request = new PutObjectCommand({
      Bucket: place.bucket,
      Key: leaseKey(place.prefixes),
      Body,
      IfMatch: quotedTag(etag),
    });
    if ((await unlessGone(place.client.send(request), null)) !== null) return { ...state, wish: wish ?? undefined };
  }
  throw new Error(`The sweep renewed its lease ${ATTEMPTS} times meanwhile: try again.`);
}
