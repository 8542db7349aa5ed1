import pMap from 'p-map';
import * as z from 'zod/mini';

import type { Keys } from '../keys.ts';
import { isFolderMarker } from '../reconcile/observe.ts';
import { bareTag } from '../store/etag.ts';
import type { Walked } from '../store/walk.ts';
import { judge, type Judgement, UNTOUCHED } from './judge.ts';
import { PAIRS_AT_ONCE } from './slice.ts';
import { countOf, type Tally } from './tally.ts';

const positive = z.int().check(z.minimum(1));

/**
 * One batch of a Distributed Map over the bucket: objects as its ListObjectsV2 reader lists them, and the pace of the whole
 * run, of which each of its `concurrency` children may take its share.
 */
export const batchSchema = z.object({
  Items: z
    .array(
      z.object({
        Key: z.string(),
        Etag: z.optional(z.string()),
        Size: z.optional(z.number()),
        /** Seconds since 1970. */
        LastModified: z.optional(z.number()),
      }),
    )
    .check(z.minLength(1)),
  rate: positive,
  backlog: positive,
  concurrency: positive,
});

export type Batch = z.infer<typeof batchSchema>;

/** The event that carries a batch: see the state machine in modules/backfill. */
export const batchEventSchema = z.strictObject({ backfill: batchSchema });

/** Seconds that a batch may take at most to be queued, however low its share of the rate is. */
const LONGEST_SECONDS = 60;

/** The process queue holds more than the backlog: the state machine waits, and sends the same batch again. */
class ProcessQueueBusy extends Error {
  override readonly name = 'ProcessQueueBusy';
}

export interface BatchOptions {
  readonly by: Pick<Judgement, 'plan' | 'settledBefore' | 'storable' | 'readManifest'>;
  readonly originalsPrefix: string;
  readonly keys: Pick<Keys, 'isWatched'>;
  /** Sends these paths to the process queue, so many a second. */
  readonly queue: (paths: readonly string[], rate: number) => Promise<void>;
  /** Messages that wait in the process queue. */
  readonly waiting: () => Promise<number>;
}

/**
 * Queues those of a batch whose manifest is missing, of another upload or of other presets, as a sweep would.
 * @throws ProcessQueueBusy before it has done anything
 */
export async function queueBatch(options: BatchOptions, { Items, rate, backlog, concurrency }: Batch): Promise<Tally> {
  const { by, originalsPrefix, keys, queue, waiting } = options;
  const count = await waiting();
  if (count > backlog) throw new ProcessQueueBusy(`${count} messages wait in the process queue, more than ${backlog}`);
  const originals = Items.filter(({ Key }) => Key.startsWith(originalsPrefix))
    .map(({ Key, Etag = '', Size = 0, LastModified = 0 }): Walked => {
      const etag = bareTag(Etag);
      return { key: Key.slice(originalsPrefix.length), etag, bytes: Size, modified: LastModified * 1000 };
    })
    .filter((original) => keys.isWatched(original.key) && !isFolderMarker(original.key, original));
  const judgement: Judgement = { ...by, isCompared: () => false, listVariants: () => Promise.resolve([]) };
  const judged = await pMap(
    originals,
    async (original) => {
      // A manifest's own time is not known here: the same bytes uploaded again are left to their event, and to the sweep.
      const derived = { key: original.key, etag: '', bytes: 0, modified: Infinity };
      return [original.key, await judge('manifests', { path: original.key, original, derived }, judgement)] as const;
    },
    { concurrency: PAIRS_AT_ONCE },
  );
  const isUntouched = (verdict: unknown): boolean => verdict === null || UNTOUCHED.some((each) => each === verdict);
  const paths = judged.filter(([, verdict]) => !isUntouched(verdict)).map(([path]) => path);
  await queue(paths, Math.max(rate / concurrency, paths.length / LONGEST_SECONDS));
  return countOf(
    originals.length,
    judged.flatMap(([, verdict]) => (verdict === null ? [] : [verdict])),
  );
}
