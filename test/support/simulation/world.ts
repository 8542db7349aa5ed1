import type { News } from '../../../handler/src/reconcile/run.ts';
import type { MemoryBucket } from '../memory-s3/index.ts';

export interface Report extends News {
  /** After how many changes of the bucket it was observed, and sent: its sender may have stalled in between. */
  readonly observed: number;
  readonly sent: number;
}

export interface World {
  readonly bucket: MemoryBucket;
  /** The CDN's cached contents by variant name. */
  readonly cache: ReadonlyMap<string, string>;
  /** Everything reported, in the order in which it was sent. */
  readonly reports: readonly Report[];
  /** Errors of messages that were retried too often. */
  readonly stuck: readonly unknown[];
  /** Positions, among the bucket's changes, of the writes that were held back until the end. */
  readonly late: { readonly from: number; readonly to: number };
}
