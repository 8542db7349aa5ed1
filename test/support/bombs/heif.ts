import { box, fileType } from './avif.ts';
import { join, type Part, u16, u32 } from './bytes.ts';

const full = (type: string, version: number, flags: number, ...content: readonly Part[]): Buffer =>
  box(type, [version, 0, 0, flags], ...content);

/** An image, or a part of one. Items are numbered from 1, in the order of the list. */
export interface Piece {
  readonly type: string;
  readonly data?: Uint8Array;
  /** Its property `ispe`; absent if omitted. */
  readonly size?: readonly [width: number, height: number];
  /** Boxes of further properties, such as `av1C`. */
  readonly properties?: readonly Uint8Array[];
  /** Numbers of the items that it is derived from, one reference each. */
  readonly from?: readonly number[];
  /** Number of the image whose alpha channel this is. */
  readonly alphaOf?: number;
  /** Number of extents of its data; one by default. */
  readonly extents?: number;
}

/** Header of a grid of tiles. */
export const gridData = (columns: number, rows: number, width: number, height: number): Buffer =>
  join([0, 1, rows - 1, columns - 1], u32(width), u32(height));

/** Header of a black overlay with all layers at its corner. */
export const overlayData = (layers: number, width: number, height: number): Buffer =>
  join([0, 1], Buffer.alloc(8), u32(width), u32(height), Buffer.alloc(layers * 8));

const ALPHA = full('auxC', 0, 0, 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0');

/** A HEIF still image from these items, the first of which is the primary one unless `primary` names another. */
export function heif(pieces: readonly Piece[], { primary = 1, brand = 'avif' } = {}): Buffer {
  const properties: Uint8Array[] = [];
  const associations = pieces.map(({ size, properties: own = [], alphaOf }, i) => {
    const boxes = [
      ...(size ? [full('ispe', 0, 0, u32(size[0]), u32(size[1]))] : []),
      ...(alphaOf === undefined ? [] : [ALPHA]),
      ...own,
    ];
    const indexes = boxes.map((property) => properties.push(property));
    return join(u16(i + 1), [indexes.length], indexes);
  });
  let offset = 0;
  const locations = pieces.map(({ data = Buffer.of(), extents = 1 }, i) => {
    const cuts = Array.from({ length: extents + 1 }, (_, cut) => Math.floor((data.length * cut) / extents));
    const start = offset;
    offset += data.length;
    const each = cuts.slice(1).map((end, cut) => join(u32(start + (cuts[cut] ?? 0)), u32(end - (cuts[cut] ?? 0))));
    return join(u16(i + 1), u16(1), u16(0), u16(extents), ...each);
  });
  const references = pieces.flatMap(({ from = [], alphaOf }, i) => [
    ...(from.length > 0 ? [box('dimg', u16(i + 1), u16(from.length), ...from.map((id) => u16(id)))] : []),
    ...(alphaOf === undefined ? [] : [box('auxl', u16(i + 1), u16(1), u16(alphaOf))]),
  ]);
  return join(
    fileType(brand, 'mif1'),
    full(
      'meta',
      0,
      0,
      full('hdlr', 0, 0, u32(0), 'pict', Buffer.alloc(13)),
      full('pitm', 0, 0, u16(primary)),
      full('iloc', 1, 0, [0x44, 0x00], u16(pieces.length), ...locations),
      full(
        'iinf',
        0,
        0,
        u16(pieces.length),
        ...pieces.map(({ type }, i) => full('infe', 2, 0, u16(i + 1), u16(0), type, [0])),
      ),
      ...(references.length > 0 ? [full('iref', 0, 0, ...references)] : []),
      box('iprp', box('ipco', ...properties), full('ipma', 0, 0, u32(pieces.length), ...associations)),
      box('idat', ...pieces.map(({ data = Buffer.of() }) => data)),
    ),
  );
}
