import type { Reader } from '../reader.ts';
import { type Box, boxes, boxesOf, boxOf } from './boxes.ts';
import { associations } from './properties.ts';

export interface Item {
  readonly id: number;
  readonly type: string;
  readonly primary: boolean;
  /** Every size that its properties name; decoders may allocate memory for any of them. */
  readonly sizes: { readonly width: number; readonly height: number }[];
  readonly channels: number;
  readonly bitDepth: number;
  /** Its property boxes, in the order in which it lists them. */
  readonly properties: readonly Box[];
}

/** A full box starts with one byte of version and three of flags. */
export const FULL = 4;

/** The images that a `meta` box lists, each with its properties. */
export function itemsIn(read: Reader, meta: Box): Item[] {
  const properties = boxOf(read, meta, 'iprp', FULL);
  const container = boxOf(read, properties, 'ipco');
  const all = container === undefined ? [] : boxes(read, container.start, container.end);
  const links = associations(read, boxesOf(read, properties, 'ipma'));
  const main = primaryId(read, boxOf(read, meta, 'pitm', FULL));
  return itemTypes(read, boxOf(read, meta, 'iinf', FULL)).map(({ id, type }) => {
    const own = (links.get(id) ?? []).flatMap((index) => all[index - 1] ?? []);
    const pixi = own.find((box) => box.type === 'pixi');
    return {
      id,
      type,
      primary: id === main,
      sizes: own
        .filter((box) => box.type === 'ispe')
        .map((box) => ({ width: read.u32(box.start + FULL), height: read.u32(box.start + FULL + 4) })),
      channels: pixi === undefined ? 3 : read.u8(pixi.start + FULL),
      bitDepth: pixi === undefined ? 8 : read.u8(pixi.start + FULL + 1),
      properties: own,
    };
  });
}

function primaryId(read: Reader, box: Box | undefined): number | undefined {
  if (box === undefined) return undefined;
  return read.u8(box.start) === 0 ? read.u16(box.start + FULL) : read.u32(box.start + FULL);
}

function itemTypes(read: Reader, box: Box | undefined): { id: number; type: string }[] {
  if (box === undefined) return [];
  const from = box.start + FULL + (read.u8(box.start) === 0 ? 2 : 4);
  return boxes(read, from, box.end)
    .filter(({ type }) => type === 'infe')
    .map(({ start }) => {
      const version = read.u8(start);
      if (version < 2) return { id: read.u16(start + FULL), type: '' };
      const wide = version === 2 ? 2 : 4;
      const id = wide === 2 ? read.u16(start + FULL) : read.u32(start + FULL);
      return { id, type: read.tag(start + FULL + wide + 2) };
    });
}
