import { join, u16, u32, u64 } from './bytes.ts';

export interface Layout {
  readonly little?: boolean;
  readonly big?: boolean;
}

/** Numbers stored elsewhere in the file. */
interface Far {
  readonly count: number;
  readonly at: number;
}

/** A tag's number with its value; all are written as 32-bit numbers, which every decoder accepts. */
export type Tags = Readonly<Record<number, number | Far>>;

/** The tags that a decoder requires: 4 × 4 grey pixels in one strip at byte 8. */
export const PICTURE: Tags = { 256: 4, 257: 4, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 4, 279: 16 };

function directory(tags: Tags, next: number, { little = true, big = false }: Layout): Buffer {
  const wide = big ? u64 : u32;
  const near = (value: number): Buffer => join(u32(value, little), big ? u32(0) : '');
  const entries = Object.entries(tags).map(([tag, value]) => {
    const [count, field] = typeof value === 'number' ? [1, near(value)] : [value.count, wide(value.at, little)];
    return join(u16(Number(tag), little), u16(4, little), wide(count, little), field);
  });
  return big
    ? join(u64(entries.length, little), ...entries, u64(next, little))
    : join(u16(entries.length, little), ...entries, u32(next, little));
}

/** Offset of the first directory, and size of one with this many tags. */
const FIRST = 64;
const length = (tags: number, big = false): number => (big ? 16 + tags * 20 : 6 + tags * 12);

/**
 * A file with these directories, one after the other.
 *
 * @param next of each directory: the index of the one that follows in its chain; by default there is none.
 */
export function tiff(directories: readonly Tags[], next: readonly (number | undefined)[] = [], layout: Layout = {}) {
  const { little = true, big = false } = layout;
  const places = placesOf(directories, big);
  const lead = big
    ? join(u16(43, little), u16(8, little), u16(0), u64(FIRST, little))
    : join(u16(42, little), u32(FIRST, little));
  const start = join(little ? 'II' : 'MM', lead);
  const bodies = directories.map((tags, i) => directory(tags, places[next[i] ?? -1] ?? 0, layout));
  return join(start, Buffer.alloc(FIRST - start.length), ...bodies);
}

export function placesOf(directories: readonly Tags[], big = false): number[] {
  let at = FIRST;
  return directories.map((tags) => {
    const place = at;
    at += length(Object.keys(tags).length, big);
    return place;
  });
}

/** A chain of pages; the last one may lead back to the first. */
export const pages = (count: number, looping = false): Buffer =>
  tiff(
    Array.from({ length: count }, () => PICTURE),
    Array.from({ length: count }, (_, i) => (i + 1 < count ? i + 1 : looping ? 0 : undefined)),
  );

/** Each directory is a child of the one before. */
export function nested(depth: number): Buffer {
  const plain = Array.from({ length: depth }, () => ({ ...PICTURE, 330: 0 }));
  const places = placesOf(plain);
  return tiff(plain.map((tags, i) => ({ ...tags, 330: places[i + 1] ?? 0 })));
}

/** A thousand pages that all claim the same million child directories. */
export function fanBomb(): Buffer {
  const below = { count: 1_000_000, at: 8 };
  const fan = tiff(
    Array.from({ length: 1_000 }, () => ({ ...PICTURE, 330: below })),
    Array.from({ length: 1_000 }, (_, i) => (i < 999 ? i + 1 : undefined)),
  );
  return join(fan, Buffer.alloc(4 * below.count));
}
