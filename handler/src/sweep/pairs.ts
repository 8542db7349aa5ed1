import type { Keys } from '../keys.ts';
import type { Walked } from '../store/walk.ts';
import type { Cursor } from './cursor.ts';
import { withEncodedVariants } from './encoded-pairs.ts';
import { withLocks } from './lock-pairs.ts';
import { withManifests } from './manifest-pairs.ts';
import { withVariants } from './variant-pairs.ts';

/** What a sweep lists of the bucket, in the order of the keys' UTF-8. Keys are without their prefix. */
export interface Listings {
  /** What lies under a prefix behind a key; folder markers are no originals, and left out. */
  readonly list: (
    prefix: 'originals' | 'manifests' | 'variants' | 'locks',
    after: string | null,
  ) => AsyncIterable<Walked>;
  /** The originals at these paths, where there are any. */
  readonly find: (paths: readonly string[]) => Promise<Walked[]>;
  /** Whose variant lies at this key under the prefix; null where nobody's could. */
  readonly addressOf: (key: string) => ReturnType<Keys['addressOfVariant']>;
}

/** An original and what is derived from it, at least one of them; or an object that no path owns. */
export interface Pair {
  /** Null where no path could own what lies there. */
  readonly path: string | null;
  readonly original: Walked | undefined;
  readonly derived: Walked | undefined;
}

export interface Pairs {
  next(): Promise<Pair | undefined>;
  /** Where another sweep goes on, behind the pair that came last. */
  cursor(): Cursor;
}

const OPENERS = {
  manifests: withManifests,
  variants: withVariants,
  'encoded variants': withEncodedVariants,
  locks: withLocks,
} as const;

export const openPairs = (listings: Listings, from: Cursor): Promise<Pairs> => OPENERS[from.phase](listings, from);
