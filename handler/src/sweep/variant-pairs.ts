import { compareKeys } from '../keys.ts';
import { ENCODED_FOLDER, isOrdinary } from '../spelling.ts';
import type { Walked } from '../store/walk.ts';
import { folders, overtaken } from './beginnings.ts';
import type { Cursor } from './cursor.ts';
import type { Listings, Pairs } from './pairs.ts';
import { peekable } from './peekable.ts';
import { resorted } from './resorted.ts';

const ENCODED = `${ENCODED_FOLDER}/`;
/** Sorts after every spelling in the folder of encoded paths, and before everything that follows the folder. */
const BEHIND_ENCODED = `${ENCODED}\u{10ffff}`;

/**
 * Each variant of an ordinary path with its original. The variants of `a` and of `a/b` are interleaved, so an original
 * stays open as long as the walk is below its name; the originals open at a time are prefixes of one key.
 */
export async function withVariants(listings: Listings, from: Cursor): Promise<Pairs> {
  const { list, find, addressOf } = listings;
  const wanted = from.done === null ? [] : [...overtaken(from.done, '/'), ...folders(from.done)].filter(isOrdinary);
  const held = await find([...new Set(wanted)]);
  const originals = resorted(onlyOrdinary(list('originals', from.done)), '/', held);
  const variants = peekable(withoutEncoded(list, from.done));
  let open: Walked[] = [];
  let { done } = from;
  return {
    next: async () => {
      const variant = await variants.take();
      if (variant === undefined) return undefined;
      done = variant.key;
      const path = addressOf(variant.key)?.path ?? null;
      if (path === null) return { path, original: undefined, derived: variant };
      for (;;) {
        const original = await originals.peek();
        if (original === undefined || compareKeys(`${original.key}/`, variant.key) > 0) break;
        await originals.take();
        open.push(original);
      }
      open = open.filter(({ key }) => variant.key.startsWith(`${key}/`));
      return { path, original: open.find(({ key }) => key === path), derived: variant };
    },
    cursor: () => ({ phase: 'variants', done, path: null }),
  };
}

async function* onlyOrdinary(listing: AsyncIterable<Walked>): AsyncGenerator<Walked, void> {
  for await (const object of listing) if (isOrdinary(object.key)) yield object;
}

/** Skips the folder of encoded paths, however much it contains. */
async function* withoutEncoded(list: Listings['list'], after: string | null): AsyncGenerator<Walked, void> {
  for await (const object of list('variants', after)) {
    if (object.key.startsWith(ENCODED)) {
      for await (const behind of list('variants', BEHIND_ENCODED)) if (!behind.key.startsWith(ENCODED)) yield behind;
      return;
    }
    yield object;
  }
}
