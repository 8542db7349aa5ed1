import { box } from '../bombs/avif.ts';
import { u16 } from '../bombs/bytes.ts';
import { gridData, heif, type Piece } from '../bombs/heif.ts';
import { BLOCK, type Blocks, type Coding, hevc } from './hevc.ts';

export type { Blocks } from './hevc.ts';
export { BLOCK } from './hevc.ts';

/** Code points of ITU-T H.273 as a property. */
export const nclx = (primaries: number, transfer: number, matrix: number, isFull = true): Buffer =>
  box('colr', 'nclx', u16(primaries), u16(transfer), u16(matrix), [isFull ? 0x80 : 0]);

/** sRGB as phones code it: BT.709 primaries, the transfer of sRGB, the matrix of BT.601. */
export const SRGB = nclx(1, 13, 6);
export const irot = (quarters: number): Buffer => box('irot', [quarters]);
export const imir = (axis: number): Buffer => box('imir', [axis]);

/** An item that is one coded picture. */
export function codedPiece(blocks: Blocks, properties: readonly Uint8Array[] = [], coding: Coding = {}): Piece {
  const { data, configuration } = hevc(blocks, coding);
  const [right, bottom] = coding.cut ?? [0, 0];
  return {
    type: 'hvc1',
    data,
    size: [blocks.columns * BLOCK - right, blocks.rows * BLOCK - bottom],
    properties: [box('hvcC', configuration), ...properties],
  };
}

/** A still image that is coded as a whole. */
export const heic = (blocks: Blocks, properties: readonly Uint8Array[] = [SRGB], coding: Coding = {}): Buffer =>
  heif([codedPiece(blocks, properties, coding)], { brand: 'heic' });

/** A still image of `columns` × `rows` tiles, as phones write it. */
export function tiled(
  [columns, rows]: readonly [number, number],
  [width, height]: readonly [number, number],
  tile: (column: number, row: number) => Piece,
  properties: readonly Uint8Array[] = [SRGB],
): Buffer {
  const tiles = Array.from({ length: columns * rows }, (_, at) => tile(at % columns, Math.floor(at / columns)));
  const grid: Piece = {
    type: 'grid',
    data: gridData(columns, rows, width, height),
    size: [width, height],
    properties,
    from: tiles.map((_, at) => at + 2),
  };
  return heif([grid, ...tiles], { brand: 'heic' });
}

/** Y, Cb and Cr of a colour, in full range by the matrix of BT.601. */
export function yCbCr([red, green, blue]: readonly [number, number, number]): [number, number, number] {
  const y = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [y, 128 + (blue - y) / 1.772, 128 + (red - y) / 1.402].map((value) => Math.min(255, Math.round(value))) as [
    number,
    number,
    number,
  ];
}
