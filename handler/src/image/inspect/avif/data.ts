import { checkPieces } from '../check.ts';
import type { Reader } from '../reader.ts';
import { corrupt } from '../reject.ts';
import { type Box, boxOf } from './boxes.ts';
import { FULL } from './items.ts';

/** All valid sizes of numbers in an `iloc` box, in bytes. */
const SIZES = new Set([0, 4, 8]);
const [IN_FILE, IN_META] = [0, 1];

/** The first bytes of an item's data: at most `most`, fewer if there are no more. */
export type ItemStart = (item: number, most: number) => Uint8Array;

interface Extent {
  readonly from: number;
  readonly bytes: number;
}

/**
 * Reads the `iloc` box, which may split an item's data into any number of extents. Of two entries, the first counts.
 */
export function itemStarts(read: Reader, meta: Box): ItemStart {
  const extents = extentsOf(read, meta, boxOf(read, meta, 'iloc', FULL));
  return (item, most) => {
    const parts: Uint8Array[] = [];
    let missing = most;
    for (const { from, bytes } of extents.get(item) ?? []) {
      const part = read.bytes.subarray(from, from + Math.min(bytes, missing));
      parts.push(part);
      missing -= part.length;
      if (missing === 0) break;
    }
    return Buffer.concat(parts);
  };
}

function extentsOf(read: Reader, meta: Box, box: Box | undefined): ReadonlyMap<number, readonly Extent[]> {
  const all = new Map<number, Extent[]>();
  if (box === undefined) return all;
  const version = read.u8(box.start);
  const packed = read.u16(box.start + FULL);
  const [offset, length, base] = [packed >> 12, (packed >> 8) & 15, (packed >> 4) & 15];
  const index = version > 0 ? packed & 15 : 0;
  for (const size of [offset, length, base, index]) {
    if (!SIZES.has(size)) throw corrupt(read.format, `its item locations have numbers of ${size} bytes`);
  }
  const wideIds = version === 2;
  const number = (at: number, size: number) => (size === 8 ? read.u64(at) : size === 4 ? read.u32(at) : 0);
  const idat = boxOf(read, meta, 'idat', FULL)?.start;
  let at = box.start + FULL + (wideIds ? 6 : 4);
  for (let pieces = 0; at + (wideIds ? 8 : 6) <= box.end;) {
    const id = wideIds ? read.u32(at) : read.u16(at);
    at += wideIds ? 4 : 2;
    const method = version > 0 ? read.u16(at) & 15 : IN_FILE;
    at += version > 0 ? 4 : 2;
    const origin = method === IN_FILE ? 0 : method === IN_META ? idat : undefined;
    const start = number(at, base);
    const count = read.u16(at + base);
    at += base + 2;
    pieces += 1 + count;
    checkPieces(read.format, pieces, 'item locations');
    const own: Extent[] = [];
    for (let i = 0; i < count; i++, at += index + offset + length) {
      if (origin === undefined) continue;
      own.push({ from: origin + start + number(at + index, offset), bytes: number(at + index + offset, length) });
    }
    if (!all.has(id)) all.set(id, own);
  }
  return all;
}
