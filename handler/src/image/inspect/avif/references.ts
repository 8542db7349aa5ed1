import { checkPieces } from '../check.ts';
import type { Reader } from '../reader.ts';
import { type Box, boxes, boxOf } from './boxes.ts';
import { FULL } from './items.ts';

/** Which items an item is derived from, and which belong to it (its alpha channel). An item may be named repeatedly. */
export interface References {
  readonly parts: ReadonlyMap<number, readonly number[]>;
  readonly auxiliaries: ReadonlyMap<number, readonly number[]>;
}

/** The references in the `iref` box. */
export function itemReferences(read: Reader, meta: Box): References {
  const [parts, auxiliaries] = [new Map<number, number[]>(), new Map<number, number[]>()];
  const box = boxOf(read, meta, 'iref', FULL);
  if (box === undefined) return { parts, auxiliaries };
  const size = read.u8(box.start) === 0 ? 2 : 4;
  const idAt = (at: number) => (size === 2 ? read.u16(at) : read.u32(at));
  let pieces = 0;
  for (const { type, start } of boxes(read, box.start + FULL, box.end)) {
    const [from, references] = [idAt(start), read.u16(start + size)];
    pieces += 1 + references;
    checkPieces(read.format, pieces, 'item references');
    for (let i = 0; i < references; i++) {
      const to = idAt(start + size + 2 + i * size);
      if (type === 'dimg') add(parts, from, to);
      if (type === 'auxl') add(auxiliaries, to, from);
    }
  }
  return { parts, auxiliaries };
}

function add(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
