import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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
  /** What is left of a sweep in several shards, for those who sweep it; absent for one. */
  ledger: z.optional(z.unknown()),
});

/** What a lease says beside its holder's id. */
export interface LeaseState {
  readonly progress?: unknown;
  readonly ledger?: unknown;
}

/**
 * Computes what the lease is to say from the ledger that it holds (undefined if none, or if the lease was another sweep's).
 * It is called again if the lease was changed meanwhile. Null leaves the lease as it is.
 */
export type Revision = (ledger: unknown) => LeaseState | null;

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
   * @param revise to what it says; what was last said if absent. Where it returns null, the answer is `done`
   * @throws Error if others keep changing it: worth retrying
   */
  hold(id: string, revise?: Revision): Promise<Hold>;
  /**
   * Records that the sweep with this id has finished, unless another has taken over; or only that a part of it has, if
   * `revise` leaves a ledger.
   * @returns whether this has finished the sweep
   * @throws Error if others keep changing it: worth retrying
   */
  conclude(id: string, revise?: Revision): Promise<boolean>;
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

/** A lease that changes between a read and a write was won by another sweep or shard; this often, it is no coincidence. */
const ATTEMPTS = 8;
/** Longest pause before another attempt, in milliseconds, doubled each time: shards should not meet again. */
const PAUSE_MS = 10;

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
      ledger: data?.ledger,
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

  const lost = async (attempt: number): Promise<void> => {
    if (attempt === ATTEMPTS) throw new Error(`The lease at ${object.Key} was changed by others ${ATTEMPTS} times`);
    await sleep(Math.random() * PAUSE_MS * 2 ** attempt);
  };

  return {
    hold: async (id, revise) => {
      for (let attempt = 1; ; attempt += 1) {
        const lease = await read();
        const isOwn = lease?.id === id;
        if (isOwn && lease.done === true) return 'done';
        if (lease !== null && !isOwn && lease.done === false && now() - lease.modified <= life * 1000) return 'busy';
        const was = isOwn ? { progress: lease.progress, ledger: lease.ledger } : {};
        const revised = revise === undefined ? was : revise(was.ledger);
        if (revised === null) return 'done';
        const wish = isOwn ? lease.wish : undefined;
        const condition = lease === null ? { IfNoneMatch: '*' } : { IfMatch: quotedTag(lease.etag) };
        const unless = lease === null ? unlessLost : unlessGone;
        if ((await unless(write({ id, done: false, wish, ...revised }, condition), null)) !== null)
          return wish === undefined ? 'held' : wish === 'pause' ? 'paused' : 'cancelled';
        await lost(attempt);
      }
    },
    conclude: async (id, revise) => {
      for (let attempt = 1; ; attempt += 1) {
        const lease = await read();
        if (lease?.id !== id || lease.done === true) return false;
        const { wish, progress } = lease;
        const revised: LeaseState | null = revise === undefined ? { progress } : revise(lease.ledger);
        if (revised === null) return false;
        const done = revised.ledger === undefined;
        const written = write({ id, done, wish, ...revised }, { IfMatch: quotedTag(lease.etag) });
        if ((await unlessGone(written, null)) !== null) return done;
        // Of a whole sweep it is harmless: whoever changed it has taken over, or ends it too.
        if (revise === undefined) return false;
        await lost(attempt);
      }
    },
  };
}
