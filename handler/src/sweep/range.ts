import { compareKeys } from '../keys.ts';
import type { Walked } from '../store/walk.ts';
import { type Cursor, type Phase, PHASES } from './cursor.ts';
import type { Listings, Pairs } from './pairs.ts';

/** The last position of a range, inclusive; null for the end of the last phase. */
export type Until = Cursor | null;

/** The order in which a sweep comes by positions: by phase, then by key; `null` is before a phase's first key. */
export function comparePositions(a: Cursor, b: Cursor): number {
  const phases = PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase);
  if (phases !== 0) return phases;
  if (a.done === null || b.done === null) return Number(a.done !== null) - Number(b.done !== null);
  return compareKeys(a.done, b.done);
}

/** Whether a range that ends there has anything of a phase. */
export const reaches = (until: Until, phase: Phase): boolean =>
  until === null || comparePositions({ phase, done: null, path: null }, until) < 0;

/** The last key of the phase in the range; null if it goes on to the phase's end. */
const lastKey = (until: Until, phase: Phase): string | null => (until?.phase === phase ? until.done : null);

/** Whether the last pair lies behind the end of the range, and so in another one. */
export const isBehind = (pairs: Pairs, until: Until): boolean =>
  until !== null && comparePositions(pairs.cursor(), until) > 0;

/**
 * Listings that end where the range ends, so that a shard does not read on to the next object, which may be far. Originals
 * are read only as far as what is derived from them asks, or, beside manifests, to the same key.
 */
export function boundedBy(listings: Listings, phase: Phase, until: () => Until): Listings {
  async function* upTo(listing: AsyncIterable<Walked>): AsyncGenerator<Walked, void> {
    for await (const object of listing) {
      const last = lastKey(until(), phase);
      if (last !== null && compareKeys(object.key, last) > 0) return;
      yield object;
    }
  }
  return {
    ...listings,
    list: (prefix, after) => {
      const listing = listings.list(prefix, after);
      return prefix === 'originals' && phase !== 'manifests' ? listing : upTo(listing);
    },
  };
}
