import { compareKeys } from '../keys.ts';
import type { Walked } from '../store/walk.ts';
import { type Peekable, peekable } from './peekable.ts';

/**
 * Originals in the order of their keys with `suffix` appended, so that they can be merged with the objects derived from
 * them, which are listed in that order: `a` is listed before `a-b`, but `a.json` after `a-b.json`.
 *
 * An original is held back only while the listing is among keys that begin with its own, because only those can
 * overtake it. The originals held are therefore all prefixes of one key: at most as many as a key has bytes, however
 * large the bucket is.
 *
 * @param listing the originals listed after some key
 * @param held originals listed before it that are still to come
 */
export function resorted(listing: AsyncIterable<Walked>, suffix: string, held: readonly Walked[]): Peekable<Walked> {
  const source = peekable(listing);
  const bySuffixed = (a: Walked, b: Walked): number => compareKeys(a.key + suffix, b.key + suffix);
  let chain = [...held].sort(bySuffixed);

  const peek = async (): Promise<Walked | undefined> => {
    for (;;) {
      const next = await source.peek();
      const first = chain[0];
      // All further keys sort at or after `next`, even more so with their suffix.
      if (first !== undefined && (next === undefined || compareKeys(first.key + suffix, next.key) <= 0)) return first;
      if (next === undefined) return undefined;
      await source.take();
      chain = [...chain, next].sort(bySuffixed);
    }
  };
  return {
    peek,
    take: async () => {
      const taken = await peek();
      if (taken !== undefined) chain = chain.slice(1);
      return taken;
    },
  };
}
