import type { Reader } from '../reader.ts';
import { corrupt } from '../reject.ts';

export interface Box {
  readonly type: string;
  /** First byte after the box's header, and first byte after the box. */
  readonly start: number;
  readonly end: number;
}

/** Real files have a few dozen; each costs the decoder memory. */
const BOXES = 10_000;

/** The sibling boxes between two offsets. */
export function boxes(read: Reader, from: number, to: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const short = read.u32(at);
    const long = short === 1;
    const size = long ? read.u64(at + 8) : short === 0 ? to - at : short;
    const start = at + (long ? 16 : 8);
    const type = read.tag(at + 4);
    if (size < start - at || at + size > to) throw corrupt(read.format, `a box at byte ${at} is cut short`);
    if (found.length >= BOXES) throw corrupt(read.format, `it has more than ${BOXES} boxes side by side`);
    found.push({ type, start, end: at + size });
    at += size;
  }
  return found;
}

export function boxOf(read: Reader, parent: Box | undefined, type: string, skip = 0): Box | undefined {
  return boxesOf(read, parent, type, skip)[0];
}

export function boxesOf(read: Reader, parent: Box | undefined, type: string, skip = 0): Box[] {
  return parent === undefined ? [] : boxes(read, parent.start + skip, parent.end).filter((box) => box.type === type);
}
