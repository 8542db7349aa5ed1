import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

import { parseJson } from '../json.ts';
import type { Prefixes } from '../keys.ts';
import { unlessGone, unlessLost } from './errors.ts';
import { bareTag, quotedTag } from './etag.ts';

const schema = z.object({ id: z.string(), done: z.boolean() });

/**
 * What a sweep may do: `held`: go on; `busy`: another sweep is under way, which was heard of within the lease's life;
 * `done`: this very sweep got to its end before.
 */
export type Hold = 'held' | 'busy' | 'done';

/**
 * Says which sweep is under way: one object, written under conditions. How many messages a queue holds can't tell, since SQS
 * counts only about and as late as a minute.
 */
export interface SweepLease {
  /**
   * Takes the lease for the sweep with this id, or renews it.
   * @throws Error where others keep changing it: worth another try
   */
  hold(id: string): Promise<Hold>;
  /** Says that the sweep with this id got to its end, unless another has taken over. */
  conclude(id: string): Promise<void>;
}

export interface SweepLeaseOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefixes: Pick<Prefixes, 'locks'>;
  /** Seconds for which nothing need be heard of a living sweep. */
  readonly life: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Another that changes it between a read and a write has won; this often it is no chance. */
const ATTEMPTS = 5;

/** Beside the locks, where no path's can be: those have another `/`. */
export const leaseKey = ({ locks }: Pick<Prefixes, 'locks'>): string => `${locks}sweep`;

export function createSweepLease({ client, bucket, prefixes, life, now }: SweepLeaseOptions): SweepLease {
  const object = { Bucket: bucket, Key: leaseKey(prefixes) };

  const read = async () => {
    const answer = await unlessGone(client.send(new GetObjectCommand(object)), null);
    if (answer === null) return null;
    const { data } = schema.safeParse(parseJson((await answer.Body?.transformToString()) ?? ''));
    return {
      etag: bareTag(answer.ETag),
      modified: answer.LastModified?.getTime() ?? 0,
      id: data?.id,
      done: data?.done,
    };
  };
  const write = (id: string, done: boolean, condition: { IfNoneMatch?: string; IfMatch?: string }) =>
    // Equal bodies would have equal ETags, and nobody could tell one renewal from the next.
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
