import { compareKeys } from '../keys.ts';
import { ENCODED_FOLDER, spell } from '../spelling.ts';
import { type Cursor, PHASES, startOf } from './cursor.ts';
import type { Listings } from './pairs.ts';
import { comparePositions, type Until } from './range.ts';

/** Keys looked up for a split, each a LIST, after which there is none this time. */
const MOST_LOOKS = 200;
/** Boundaries hold no control characters of their own, which not everything that carries a key takes. */
const LOWEST = 0x20;
const HIGHEST = 0x10ffff;

/** The first key after this one, or after none; undefined if there is none. */
type First = (after: string | null) => Promise<string | undefined>;

/**
 * Where what is left of a range is cut in two: at the beginning of the next phase if it has several, otherwise in the middle
 * of the characters by which its keys differ first. Whatever the cut is, each position is in exactly one of the two
 * ranges; that both hold something, and how much, only decides how well the work is shared.
 * @returns the last position of the first range; null if there is none, or nothing worth a cut
 */
export async function splitOf(listings: Listings, from: Cursor, until: Until): Promise<Cursor | null> {
  const { phase } = from;
  const next = PHASES[PHASES.indexOf(phase) + 1];
  if (next !== undefined && (until === null || comparePositions(startOf(next), until) < 0)) return startOf(next);
  const last = until?.done ?? null;
  if (phase === 'encoded variants') return splitOfEncoded(listings, from, last);
  // Where nothing was made yet, there are no manifests.
  const first = firstOf(listings, phase === 'manifests' ? 'originals' : phase);
  const done = await middleOf(first, from.done, last);
  return done === null ? null : { phase, done, path: null };
}

async function splitOfEncoded(
  listings: Listings,
  { phase, done }: Cursor,
  last: string | null,
): Promise<Cursor | null> {
  const every = firstOf(listings, 'variants');
  const folder = `${ENCODED_FOLDER}/`;
  const first: First = async (after) => {
    const key = await every(after);
    return key?.startsWith(folder) ? key : undefined;
  };
  const after = done ?? folder;
  const middle = await middleOf(first, after, last);
  if (middle === null) return null;
  // Before all variants of a path, so that the position tells from which original on to read.
  const path = listings.addressOf((await first(middle)) ?? '')?.path;
  if (path === undefined) return null;
  const before = spell(path);
  return compareKeys(before, after) > 0 ? { phase, done: before, path } : null;
}

const firstOf =
  (listings: Listings, prefix: Parameters<Listings['list']>[0]): First =>
  async (after) => {
    for await (const { key } of listings.list(prefix, after, 1)) return key;
    return undefined;
  };

/**
 * A key between the first and the last of those after `after` and up to `until`: in the middle of the characters that
 * follow the longest beginning they share with the first. The key need not exist.
 * @returns null if there are fewer than two keys, or the look-ups did not suffice
 */
export async function middleOf(first: First, after: string | null, until: string | null): Promise<string | null> {
  const isWithin = (key: string | undefined): key is string =>
    key !== undefined && (until === null || compareKeys(key, until) <= 0);
  const lowest = await first(after);
  if (!isWithin(lowest)) return null;
  const characters = Array.from(lowest);
  let looks = 0;
  for (let depth = until === null ? 0 : shared(characters, Array.from(until)); depth <= characters.length; depth += 1) {
    if (looks > MOST_LOOKS) return null;
    const beginning = characters.slice(0, depth).join('');
    const least = Math.max(LOWEST, (characters[depth]?.codePointAt(0) ?? -1) + 1);
    const isBefore = async (point: number): Promise<boolean> => {
      looks += 1;
      return point <= HIGHEST && isWithin(await first(beginning + characterOf(point)));
    };
    if (!(await isBefore(least))) continue;
    // The last character before a key: in doubled steps, as the next is usually near, and then by halves.
    let [held, beyond] = [least, least + 1];
    while (await isBefore(beyond)) [held, beyond] = [beyond, least + 2 * (beyond - least)];
    while (beyond - held > 1) {
      const between = Math.floor((held + beyond) / 2);
      if (await isBefore(between)) held = between;
      else beyond = between;
    }
    return beginning + characterOf(least + Math.floor((held - least) / 2));
  }
  // The others differ from the first only by what a boundary does not hold, or by its lowest character, at their end.
  return isWithin(await first(lowest)) ? lowest : null;
}

/** Surrogates are no characters. */
const characterOf = (point: number): string => String.fromCodePoint(point >= 0xd800 && point < 0xe000 ? 0xd7ff : point);

function shared(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((character, i) => character !== b[i]);
  return at < 0 ? a.length : at;
}
