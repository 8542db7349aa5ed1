import type { Cursor } from './cursor.ts';
import type { Listings, Pairs } from './pairs.ts';
import { peekable } from './peekable.ts';

/** Each lock and mark, with its path. */
export function withLocks({ list }: Listings, from: Cursor): Promise<Pairs> {
  const locks = peekable(list('locks', from.done));
  let { done } = from;
  return Promise.resolve({
    next: async () => {
      const derived = await locks.take();
      if (derived === undefined) return undefined;
      done = derived.key;
      const slash = derived.key.lastIndexOf('/');
      return { path: slash < 0 ? null : derived.key.slice(0, slash), original: undefined, derived };
    },
    cursor: () => ({ phase: 'locks', done, path: null }),
  });
}
