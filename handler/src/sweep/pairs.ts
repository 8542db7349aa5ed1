import type { Walked } from '../store/walk.ts';
import type { Cursor, Phase } from './cursor.ts';
import { compareKeys } from './order.ts';
import { peekable } from './peekable.ts';
import { resorted } from './resorted.ts';

/** What lies under a prefix of the bucket behind a key, in order. */
export type Lister = (prefix: 'originals' | Phase, after: string | null) => AsyncIterable<Walked>;

/** An original and what is derived from it, at least one of them. */
export interface Pair {
  readonly path: string;
  readonly original: Walked | undefined;
  readonly derived: Walked | undefined;
}

export interface Pairs {
  next(): Promise<Pair | undefined>;
  /** Where another sweep goes on, behind the pair that came last. */
  cursor(): Cursor;
}

export const openPairs = (list: Lister, from: Cursor): Pairs =>
  from.phase === 'manifests' ? withManifests(list, from) : withVariants(list, from);

const MANIFEST = '.json';

/** Each original with its manifest, and each manifest that has no original. */
function withManifests(list: Lister, from: Cursor): Pairs {
  const originals = resorted(list('originals', from.read), MANIFEST, from);
  const manifests = peekable(onlyManifests(list('manifests', from.done)));
  let { done } = from;
  return {
    next: async () => {
      const [original, manifest] = await Promise.all([originals.peek(), manifests.peek()]);
      const key = [original && original.key + MANIFEST, manifest?.key]
        .filter((key) => key !== undefined)
        .sort(compareKeys)[0];
      if (key === undefined) return undefined;
      done = key;
      const path = key.slice(0, -MANIFEST.length);
      return {
        path,
        original: original?.key === path ? await originals.take() : undefined,
        derived: manifest?.key === key ? await manifests.take() : undefined,
      };
    },
    cursor: () => ({ phase: 'manifests', done, ...originals.reading() }),
  };
}

async function* onlyManifests(listing: AsyncIterable<Walked>): AsyncGenerator<Walked, void> {
  for await (const object of listing) if (object.key.endsWith(MANIFEST)) yield object;
}

/**
 * Each variant with its original. The variants of `a` and of `a/b` mingle, so an original stays open as long as the walk is
 * below its name; those open at a time are beginnings of one key.
 */
function withVariants(list: Lister, from: Cursor): Pairs {
  const originals = resorted(list('originals', from.read), '/', from);
  const variants = peekable(list('variants', from.done));
  let open: Walked[] = [];
  let { done } = from;
  return {
    next: async () => {
      const variant = await variants.take();
      if (variant === undefined) return undefined;
      for (;;) {
        const original = await originals.peek();
        if (original === undefined || compareKeys(`${original.key}/`, variant.key) > 0) break;
        await originals.take();
        open.push(original);
      }
      open = open.filter(({ key }) => variant.key.startsWith(`${key}/`));
      done = variant.key;
      const path = variant.key.slice(0, Math.max(0, variant.key.lastIndexOf('/')));
      return { path, original: open.find(({ key }) => key === path), derived: variant };
    },
    cursor: () => {
      const { read, held } = originals.reading();
      return { phase: 'variants', done, read, held: [...open, ...held] };
    },
  };
}
