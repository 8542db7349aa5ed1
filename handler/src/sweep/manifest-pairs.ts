import { compareKeys } from '../keys.ts';
import { overtaken } from './beginnings.ts';
import type { Cursor } from './cursor.ts';
import type { Listings, Pairs } from './pairs.ts';
import { peekable } from './peekable.ts';
import { resorted } from './resorted.ts';

const MANIFEST = '.json';

/** Each original with its manifest, each manifest without an original, and other objects among them. */
export async function withManifests({ list, find }: Listings, from: Cursor): Promise<Pairs> {
  const held = from.done === null ? [] : await find(overtaken(from.done, MANIFEST));
  const originals = resorted(list('originals', from.done), MANIFEST, held);
  const manifests = peekable(list('manifests', from.done));
  let { done } = from;
  return {
    next: async () => {
      const [original, manifest] = await Promise.all([originals.peek(), manifests.peek()]);
      const key = [original && original.key + MANIFEST, manifest?.key]
        .filter((key) => key !== undefined)
        .sort(compareKeys)[0];
      if (key === undefined) return undefined;
      done = key;
      const derived = manifest?.key === key ? await manifests.take() : undefined;
      if (!key.endsWith(MANIFEST)) return { path: null, original: undefined, derived };
      const path = key.slice(0, -MANIFEST.length);
      return { path, original: original?.key === path ? await originals.take() : undefined, derived };
    },
    cursor: () => ({ phase: 'manifests', done, path: null }),
  };
}
