import type { Walked } from '../store/walk.ts';
import { compareKeys } from './order.ts';
import { type Peekable, peekable } from './peekable.ts';

/** How far a listing of originals has been read, and what was read too early. */
export interface Reading {
  /** Last key read; null before the first. */
  readonly read: string | null;
  /** Read, but not yet taken. */
  readonly held: readonly Walked[];
}

export interface Resorted extends Peekable<Walked> {
  /** Where another one may go on: with `held`, and what is listed behind `read`. */
  reading(): Reading;
}

/**
 * Originals in the order of their keys with `suffix` behind each, so that they meet what is derived from them in its own
 * order: `a` is listed before `a-b`, but `a.json` after `a-b.json`.
 *
 * An original is held back only while the listing is among keys that begin with its own, because only those can overtake it.
 * So what is held is a chain of beginnings of one key, at most as many as a key has bytes, however large the bucket is.
 */
export function resorted(listing: AsyncIterable<Walked>, suffix: string, from: Reading): Resorted {
  const source = peekable(listing);
  let read = from.read;
  let held = [...from.held];
  let ended = false;

  const bySuffixed = (a: Walked, b: Walked): number => compareKeys(a.key + suffix, b.key + suffix);
  held.sort(bySuffixed);

  // Whatever is still to come is behind `read`, and with its suffix further still.
  const isNext = ({ key }: Walked): boolean => ended || (read !== null && compareKeys(key + suffix, read) <= 0);

  const peek = async (): Promise<Walked | undefined> => {
    for (;;) {
      const first = held[0];
      if (first !== undefined && isNext(first)) return first;
      if (ended) return undefined;
      const original = await source.take();
      if (original === undefined) {
        ended = true;
      } else {
        read = original.key;
        held.push(original);
        held.sort(bySuffixed);
      }
    }
  };
  return {
    peek,
    take: async () => {
      const taken = await peek();
      if (taken !== undefined) held = held.slice(1);
      return taken;
    },
    reading: () => ({ read, held }),
  };
}
