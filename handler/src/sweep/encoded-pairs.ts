import { compareKeys } from '../keys.ts';
import { ENCODED_FOLDER, isOrdinary } from '../spelling.ts';
import type { Walked } from '../store/walk.ts';
import type { Cursor } from './cursor.ts';
import type { Listings, Pairs } from './pairs.ts';
import { peekable } from './peekable.ts';

const ENCODED = `${ENCODED_FOLDER}/`;

/** Each variant of a path that is spelt in base32hex, with its original: both are listed in the order of the paths. */
export async function withEncodedVariants({ list, find, addressOf }: Listings, from: Cursor): Promise<Pairs> {
  const held = from.path === null ? [] : await find([from.path]);
  const originals = peekable(encodedOriginals(list('originals', from.path), held));
  const variants = peekable(onlyEncoded(list('variants', from.done ?? ENCODED)));
  let { done, path } = from;
  return {
    next: async () => {
      const derived = await variants.take();
      if (derived === undefined) return undefined;
      done = derived.key;
      const owner = addressOf(derived.key)?.path ?? null;
      if (owner === null) return { path: null, original: undefined, derived };
      path = owner;
      let original = await originals.peek();
      while (original !== undefined && compareKeys(original.key, owner) < 0) {
        await originals.take();
        original = await originals.peek();
      }
      return { path: owner, original: original?.key === owner ? original : undefined, derived };
    },
    cursor: () => ({ phase: 'encoded variants', done, path }),
  };
}

async function* encodedOriginals(
  listing: AsyncIterable<Walked>,
  held: readonly Walked[],
): AsyncGenerator<Walked, void> {
  yield* held;
  for await (const object of listing) if (!isOrdinary(object.key)) yield object;
}

async function* onlyEncoded(listing: AsyncIterable<Walked>): AsyncGenerator<Walked, void> {
  for await (const object of listing) {
    if (!object.key.startsWith(ENCODED)) return;
    yield object;
  }
}
