import type { Keys } from '../keys.ts';
import type { Walked } from '../store/walk.ts';
import type { Cursor } from './cursor.ts';
import { withEncodedVariants } from './encoded-pairs.ts';
import { withLocks } from './lock-pairs.ts';
import { withManifests } from './manifest-pairs.ts';
import { withVariants } from './variant-pairs.ts';

/** The listings that a sweep reads, in the order of the keys' UTF-8. Keys are without their prefix. */
export interface Listings {
  /**
   * Objects under a prefix, after a key, so many in a request (1,000 if absent). Folder markers are not originals, and are
   * left out.
   */
  readonly list: (
    prefix: 'originals' | 'manifests' | 'variants' | 'locks',
    after: string | null,
    rows?: number,
  ) => AsyncIterable<Walked>;
  /** The originals at these paths, if they exist. */
  readonly find: (paths: readonly string[]) => Promise<Walked[]>;
  /** The path and name of the variant at this key under the prefix; null if the key cannot belong to any. */
  readonly addressOf: (key: string) => ReturnType<Keys['addressOfVariant']>;
}

/** An original and an object derived from it, at least one of them; or an object that belongs to no path. */
export interface Pair {
  /** Null if the object cannot belong to any path. */
  readonly path: string | null;
  readonly original: Walked | undefined;
  readonly derived: Walked | undefined;
}

export interface Pairs {
  next(): Promise<Pair | undefined>;
  /** The position after the last pair, from which a later slice continues. */
  cursor(): Cursor;
}

const OPENERS = {
  manifests: withManifests,
  variants: withVariants,
  'encoded variants': withEncodedVariants,
  locks: withLocks,
} as const;

export const openPairs = (listings: Listings, from: Cursor): Promise<Pairs> => OPENERS[from.phase](listings, from);
