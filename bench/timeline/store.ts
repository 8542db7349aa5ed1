import { setTimeout as sleep } from 'node:timers/promises';

import type { Config } from '../../handler/src/config/config.ts';
import type { MakeVariants } from '../../handler/src/image/types.ts';
import { reconcile } from '../../handler/src/reconcile.ts';
import { createReconcileContext } from '../../handler/src/reconcile/context.ts';
import { createBucket, createMemoryClient } from '../../test/support/memory-s3/index.ts';

/** One request or transform, in milliseconds since the reconcile began. */
export interface Span {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  /** From the message to the report, in milliseconds. */
  readonly total: number;
  readonly spans: readonly Span[];
}

const PATH = 'a/photo.jpg';

/**
 * A stack of one process function, whose S3 and SNS answer each request after the same time, however large it is and
 * however many there are at once. It shows how long requests wait for one another, and not what S3 does.
 *
 * @param delay of each request, in milliseconds
 */
export function slowStack(config: Config, makeVariants: MakeVariants, delay: number) {
  let start = performance.now();
  let spans: Span[] = [];
  const during = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now() - start;
    const result = await work();
    spans.push({ what, from, to: performance.now() - start });
    return result;
  };
  const bucket = createBucket({ name: config.bucket, now: Date.now });
  const client = createMemoryClient(bucket, {
    gate: ({ name, key }) => during(`${shortOf(name)} ${key}`, () => sleep(delay)),
  });
  const context = createReconcileContext(config, {
    s3: client,
    makeVariants: (...given) => during('transform', () => makeVariants(...given)),
    reconcileLater: () => during('SQS SendMessage', () => sleep(delay)),
    report: () => during('SNS Publish', () => sleep(delay)),
  });
  const key = `${config.prefixes.originals}${PATH}`;
  return {
    put: (bytes: Uint8Array) => void bucket.put(key, bytes),
    delete: () => {
      bucket.delete(key);
    },
    /** Handles a message that the queue delivers for the first time. */
    run: async (): Promise<Timeline> => {
      spans = [];
      start = performance.now();
      await reconcile(context, PATH, { receives: 1, since: Date.now() });
      return { total: performance.now() - start, spans: [...spans].sort((a, b) => a.from - b.from) };
    },
  };
}

const SHORT: Readonly<Record<string, string>> = {
  HeadObjectCommand: 'HEAD',
  GetObjectCommand: 'GET',
  PutObjectCommand: 'PUT',
  DeleteObjectCommand: 'DELETE',
  ListObjectsV2Command: 'LIST',
};

const shortOf = (command: string): string => SHORT[command] ?? command;
