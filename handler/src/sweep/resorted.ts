import { compareKeys } from '../keys.ts';
import type { Walked } from '../store/walk.ts';
import { type Peekable, peekable } from './peekable.ts';

/**
 * Originals in the order of their keys with `suffix` behind each, so that they meet what is derived from them in its own
 * order: `a` is listed before `a-b`, but `a.json` after `a-b.json`.
 *
 * An original is held back only while the listing is among keys that begin with its own, because only those can overtake it.
 * So what is held is a chain of beginnings of one key, at most as many as a key has bytes, however large the bucket is.
 *
 * @param listing what is listed behind some key
 * @param held what is listed before it and still to come
 */
export function resorted(listing: AsyncIterable<Walked>, suffix: string, held: readonly Walked[]): Peekable<Walked> {
  const source = peekable(listing);
  const bySuffixed = (a: Walked, b: Walked): number => compareKeys(a.key + suffix, b.key + suffix);
  let chain = [...held].sort(bySuffixed);

  const peek = async (): Promise<Walked | undefined> => {
    for (;;) {
      const next = await source.peek();
      const first = chain[0];
      // Whatever is still to come is no earlier than `next`, and with its suffix further still.
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
