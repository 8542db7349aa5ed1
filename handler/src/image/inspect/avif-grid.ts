import { FULL } from './avif-items.ts';
import { type Box, boxOf } from './bmff-boxes.ts';
import type { Reader } from './reader.ts';

export interface Grid {
  readonly width: number;
  readonly height: number;
}

/** What a picture put together from tiles says of itself, which need not be what its properties say. */
export function avifGrid(read: Reader, meta: Box, item: number): Grid | undefined {
  const at = dataOffset(read, meta, item);
  if (at === undefined) return undefined;
  const wide = (read.u8(at + 1) & 1) === 1;
  return wide
    ? { width: read.u32(at + 4), height: read.u32(at + 8) }
    : { width: read.u16(at + 4), height: read.u16(at + 6) };
}

/** Where the first piece of an item's data starts, by the `iloc` box. */
function dataOffset(read: Reader, meta: Box, item: number): number | undefined {
  const box = boxOf(read, meta, 'iloc', FULL);
  if (box === undefined) return undefined;
  const version = read.u8(box.start);
  const sizes = read.u16(box.start + FULL);
  const [offset, length, base, index] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, sizes & 15];
  const wideIds = version === 2;
  const number = (at: number, size: number) => (size === 8 ? read.u64(at) : size === 4 ? read.u32(at) : 0);
  let at = box.start + FULL + (wideIds ? 6 : 4);
  while (at + (wideIds ? 8 : 6) <= box.end) {
    const id = wideIds ? read.u32(at) : read.u16(at);
    at += wideIds ? 4 : 2;
    const inMeta = version > 0 && (read.u16(at) & 15) === 1;
    at += version > 0 ? 4 : 2;
    const start = number(at, base);
    const extents = at + base + 2;
    const indexed = version > 0 ? index : 0;
    if (id === item) {
      const from = inMeta ? boxOf(read, meta, 'idat', FULL)?.start : 0;
      return from === undefined ? undefined : from + start + number(extents + indexed, offset);
    }
    at = extents + read.u16(extents - 2) * (indexed + offset + length);
  }
  return undefined;
}
