import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

import type { Prefixes } from '../keys.ts';
import { jsonIn } from './body.ts';
import { unlessGone, unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';

const schema = z.object({ id: z.string(), done: z.boolean() });

/**
 * Whether a sweep may run: `held`: continue; `busy`: another sweep is running and renewed its lease within the lease's
 * lifetime; `done`: this sweep has already finished.
 */
export type Hold = 'held' | 'busy' | 'done';

/**
 * Records which sweep is running: one object, written conditionally. The number of messages in a queue cannot tell,
 * because SQS counts only approximately and up to a minute late.
 */
export interface SweepLease {
  /**
   * Takes the lease for the sweep with this id, or renews it.
   * @throws Error if others keep changing it: worth retrying
   */
  hold(id: string): Promise<Hold>;
  /** Records that the sweep with this id has finished, unless another has taken over. */
  conclude(id: string): Promise<void>;
}

export interface SweepLeaseOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefixes: Pick<Prefixes, 'locks'>;
  /** Seconds for which a running sweep may go without renewing its lease. */
  readonly life: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A lease that changes between a read and a write was won by another sweep; this often, it is no coincidence. */
const ATTEMPTS = 5;

/** Beside the locks, where it cannot collide with a path's: those have another `/`. */
export const leaseKey = ({ locks }: Pick<Prefixes, 'locks'>): string => `${locks}sweep`;

export function createSweepLease({ client, bucket, prefixes, life, now }: SweepLeaseOptions): SweepLease {
  const object = { Bucket: bucket, Key: leaseKey(prefixes) };

  const read = async () => {
    const answer = await unlessGone(client.send(new GetObjectCommand(object)), null);
    if (answer === null) return null;
    const { data } = schema.safeParse(await jsonIn(answer));
    return {
      etag: bareTag(answer.ETag),
      modified: answer.LastModified?.getTime() ?? 0,
      id: data?.id,
      done: data?.done,
    };
  };
  const write = (id: string, done: boolean, condition: { IfNoneMatch?: string; IfMatch?: string }) =>
    // Equal bodies would have equal ETags, and renewals could not be told apart.
    client.send(
      new PutObjectCommand({ ...object, Body: JSON.stringify({ id, done, nonce: randomUUID() }), ...condition }),
    );

  return {
    hold: async (id) => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const lease = await read();
        if (lease === null) {
          if ((await unlessLost(write(id, false, { IfNoneMatch: '*' }), null)) !== null) return 'held';
          continue;
        }
        if (lease.id === id && lease.done === true) return 'done';
        if (lease.id !== id && lease.done === false && now() - lease.modified <= life * 1000) return 'busy';
        if ((await unlessGone(write(id, false, { IfMatch: quotedTag(lease.etag) }), null)) !== null) return 'held';
      }
      throw new Error(`The lease at ${object.Key} was changed by others ${ATTEMPTS} times`);
    },
    conclude: async (id) => {
      const lease = await read();
      if (lease?.id !== id) return;
      await unlessGone(write(id, true, { IfMatch: quotedTag(lease.etag) }), null);
    },
  };
}
