import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

import type { Prefixes } from '../keys.ts';
import { jsonIn } from './body.ts';
import { unlessGone, unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';

/** What the lease says: whose it is, and what an operator asked of its holder. */
export const sweepLeaseSchema = z.object({
  id: z.string(),
  done: z.boolean(),
  /** Absent unless an operator asked. */
  wish: z.optional(z.enum(['pause', 'cancel'])),
  /** How far its holder was, for whoever looks on. */
  progress: z.optional(z.unknown()),
});

/**
 * Whether a sweep may run: `held`: continue; `busy`: another sweep is running and renewed its lease within the lease's
 * lifetime; `done`: this sweep has already finished; `paused` and `cancelled`: an operator wants this sweep to wait, or
 * to end.
 */
export type Hold = 'held' | 'busy' | 'done' | 'paused' | 'cancelled';

/**
 * Records which sweep is running: one object, written conditionally. The number of messages in a queue cannot tell,
 * because SQS counts only approximately and up to a minute late.
 */
export interface SweepLease {
  /**
   * Takes the lease for the sweep with this id, or renews it. A paused sweep renews it too, and so keeps others from
   * beginning.
   * @param progress to be read by operators; what was last said if absent
   * @throws Error if others keep changing it: worth retrying
   */
  hold(id: string, progress?: object): Promise<Hold>;
  /** Records that the sweep with this id has finished, unless another has taken over. */
  conclude(id: string, progress?: object): Promise<void>;
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
    const { data } = sweepLeaseSchema.safeParse(await jsonIn(answer));
    return {
      etag: bareTag(answer.ETag),
      modified: answer.LastModified?.getTime() ?? 0,
      id: data?.id,
      done: data?.done,
      wish: data?.wish,
      progress: data?.progress,
    };
  };
  const write = (
    lease: z.infer<typeof sweepLeaseSchema>,
    condition: { IfNoneMatch?: string; IfMatch?: string },
  ): Promise<unknown> =>
    // Equal bodies would have equal ETags, and renewals could not be told apart.
    client.send(
      new PutObjectCommand({ ...object, Body: JSON.stringify({ ...lease, nonce: randomUUID() }), ...condition }),
    );

  return {
    hold: async (id, progress) => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const lease = await read();
        if (lease === null) {
          if ((await unlessLost(write({ id, done: false, progress }, { IfNoneMatch: '*' }), null)) !== null)
            return 'held';
          continue;
        }
        const isOwn = lease.id === id;
        if (isOwn && lease.done === true) return 'done';
        if (!isOwn && lease.done === false && now() - lease.modified <= life * 1000) return 'busy';
        const wish = isOwn ? lease.wish : undefined;
        const renewed = { id, done: false, wish, progress: progress ?? (isOwn ? lease.progress : undefined) };
        if ((await unlessGone(write(renewed, { IfMatch: quotedTag(lease.etag) }), null)) === null) continue;
        return wish === undefined ? 'held' : wish === 'pause' ? 'paused' : 'cancelled';
      }
      throw new Error(`The lease at ${object.Key} was changed by others ${ATTEMPTS} times`);
    },
    conclude: async (id, progress) => {
      const lease = await read();
      if (lease?.id !== id) return;
      const concluded = { id, done: true, wish: lease.wish, progress: progress ?? lease.progress };
      await unlessGone(write(concluded, { IfMatch: quotedTag(lease.etag) }), null);
    },
  };
}
