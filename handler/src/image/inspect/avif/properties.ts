import { checkPieces } from '../check.ts';
import type { Reader } from '../reader.ts';
import { corrupt } from '../reject.ts';
import type { Box } from './boxes.ts';

/** The properties, counted from 1, that the `ipma` boxes assign to each item. */
export function associations(read: Reader, all: readonly Box[]): ReadonlyMap<number, number[]> {
  const links = new Map<number, number[]>();
  for (const box of all) associate(read, box, links);
  return links;
}

function associate(read: Reader, box: Box, links: Map<number, number[]>): void {
  const wideIds = read.u8(box.start) > 0;
  const wideIndexes = (read.u8(box.start + 3) & 1) === 1;
  const entries = read.u32(box.start + 4);
  let at = box.start + 8;
  let pieces = 0;
  for (let i = 0; i < entries; i++) {
    if (at >= box.end) throw corrupt(read.format, `it announces ${entries} property lists, but has ${i}`);
    const id = wideIds ? read.u32(at) : read.u16(at);
    at += wideIds ? 4 : 2;
    const size = read.u8(at++);
    pieces += 1 + size;
    checkPieces(read.format, pieces, 'properties');
    const indexes = links.get(id) ?? [];
    for (let j = 0; j < size; j++, at += wideIndexes ? 2 : 1) {
      indexes.push(wideIndexes ? read.u16(at) & 0x7fff : read.u8(at) & 0x7f);
    }
    links.set(id, indexes);
  }
}
