import type { Reader } from '../reader.ts';

/** Decoders treat a directory with more entries as a wrong offset. */
const ENTRIES = 4_096;

/** The differences between Intel and Motorola byte order, TIFF and BigTIFF. */
export interface Layout {
  readonly little: boolean;
  readonly big: boolean;
}

export interface Directory {
  /** Offset of each tag's entry. */
  readonly tags: ReadonlyMap<number, number>;
  /** Offset of the next directory in the chain, or 0. */
  readonly next: number;
}

/** The values of one tag. Read one by one: a hostile file may declare millions. */
export interface Values {
  readonly length: number;
  readonly at: (index: number) => number;
}

/** Bytes per value of the integer types; the sign does not matter here. */
const WHOLE_NUMBERS = new Map([1, 3, 4, 6, 8, 9, 13, 16, 17, 18].map((type) => [type, bytesOf(type)]));

/** Undefined if there can be no directory: outside the file, or with an absurd number of entries. */
export function readDirectory(read: Reader, layout: Layout, at: number): Directory | undefined {
  const { little, big } = layout;
  const [first, size] = big ? [at + 8, 20] : [at + 2, 12];
  if (first > read.length) return undefined;
  const entries = big ? read.u64(at, little) : read.u16(at, little);
  if (entries === 0 || entries > ENTRIES || first + entries * size > read.length) return undefined;
  const tags = new Map<number, number>();
  for (let i = entries - 1; i >= 0; i--) tags.set(read.u16(first + i * size, little), first + i * size);
  const end = first + entries * size;
  // A file that ends with its last directory may lack the "no more directories" marker.
  const next = end + (big ? 8 : 4) > read.length ? 0 : big ? read.u64(end, little) : read.u32(end, little);
  return { tags, next };
}

/** Undefined if the tag is absent, holds no integers or is outside the file. */
export function valuesOf(read: Reader, layout: Layout, directory: Directory, tag: number): Values | undefined {
  const { little, big } = layout;
  const entry = directory.tags.get(tag);
  const size = entry === undefined ? undefined : WHOLE_NUMBERS.get(read.u16(entry + 2, little));
  if (entry === undefined || size === undefined) return undefined;
  const length = big ? read.u64(entry + 4, little) : read.u32(entry + 4, little);
  const inline = big ? entry + 12 : entry + 8;
  const fits = length * size <= (big ? 8 : 4);
  const start = fits ? inline : big ? read.u64(inline, little) : read.u32(inline, little);
  if (start + length * size > read.length) return undefined;
  const readers = { 1: read.u8, 2: read.u16, 4: read.u32, 8: read.u64 };
  return { length, at: (index) => readers[size](start + index * size, little) };
}

function bytesOf(type: number): 1 | 2 | 4 | 8 {
  if (type === 1 || type === 6) return 1;
  if (type === 3 || type === 8) return 2;
  return type >= 16 ? 8 : 4;
}
