import { join, type Part, repeat, u16, u32 } from './bytes.ts';

export function box(type: string, ...content: readonly Part[]): Buffer {
  const body = join(type, ...content);
  return join(u32(body.length + 4), body);
}

const full = (type: string, version: number, ...content: readonly Part[]): Buffer =>
  box(type, [version, 0, 0, 0], ...content);

export const fileType = (...brands: readonly string[]): Buffer => box('ftyp', brands[0] ?? '', u32(0), ...brands);

export interface Asked {
  readonly width: number;
  readonly height: number;
  /** Of the main image. */
  readonly type?: string;
  /** How often it lists the image's properties. */
  readonly lists?: number;
  /** The header of a grid of tiles. */
  readonly grid?: { readonly width: number; readonly height: number };
}

/** A kilobyte that claims any dimensions. */
export function avif({ width, height, type = 'av01', grid, lists = 1 }: Asked, brand = 'avif'): Buffer {
  const data = grid === undefined ? Buffer.alloc(16) : join([0, 1, 0, 0], u32(grid.width), u32(grid.height));
  return join(
    fileType(brand, 'mif1'),
    full(
      'meta',
      0,
      full('hdlr', 0, u32(0), 'pict', Buffer.alloc(13)),
      full('pitm', 0, u16(1)),
      // One item, whose data is in the box `idat`: all sizes are 32 bits.
      full('iloc', 1, [0x44, 0x00], u16(1), u16(1), u16(1), u16(0), u16(1), u32(0), u32(data.length)),
      full('iinf', 0, u16(1), full('infe', 2, u16(1), u16(0), type, [0])),
      box(
        'iprp',
        box('ipco', full('ispe', 0, u32(width), u32(height)), full('pixi', 0, [3, 8, 8, 8])),
        full('ipma', 0, u32(lists), repeat(join(u16(1), [2, 0x01, 0x02]), lists)),
      ),
      box('idat', data),
    ),
  );
}
