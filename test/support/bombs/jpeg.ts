import { join, type Part, repeat, u16 } from './bytes.ts';

export const SOI = Buffer.from([0xff, 0xd8]);
export const EOI = Buffer.from([0xff, 0xd9]);

export function segment(marker: number, ...content: readonly Part[]): Buffer {
  const body = join(...content);
  return join([0xff, marker], u16(body.length + 2), body);
}

/** @param kind of frame: 0xc0 is baseline, 0xc2 progressive. */
export function frame(width: number, height: number, kind = 0xc2, bitDepth = 8, channels = 1): Buffer {
  const components = Array.from({ length: channels }, (_, i) => [i + 1, 0x11, 0]).flat();
  return segment(kind, [bitDepth], u16(height), u16(width), [channels, ...components]);
}

export const quantization = segment(0xdb, [0], Buffer.alloc(64, 1));
/** One code of one bit, for "no more": all that a scan needs that says nothing. */
export const huffman = join(
  segment(0xc4, [0x00, 1, ...Array<number>(15).fill(0), 0]),
  segment(0xc4, [0x10, 1, ...Array<number>(15).fill(0), 0]),
);

/** The first pass over the coarsest detail, then passes over the rest that change nothing. */
export const scan = (first = false): Buffer =>
  join(segment(0xda, [1, 1, 0, ...(first ? [0, 0, 0] : [1, 63, 0])]), [0x00, 0xff, 0x00]);

export const jpeg = (width: number, height: number, ...rest: readonly Part[]): Buffer =>
  join(SOI, quantization, frame(width, height), huffman, ...rest, EOI);

/** Every scan makes the decoder go over the whole picture again, for a dozen bytes. */
export const scanBomb = (scans: number, edge = 2_000): Buffer =>
  jpeg(edge, edge, scan(true), ...Array.from({ length: scans - 1 }, () => scan()));

export const segmentBomb = (segments: number): Buffer => jpeg(8, 8, repeat(segment(0xe1), segments), scan(true));

/** Each segment is small enough; together they are a colour profile of this size. */
export const profileBomb = (bytes: number): Buffer => {
  const pieces = Math.ceil(bytes / 65_000);
  const piece = (i: number): Buffer => segment(0xe2, 'ICC_PROFILE\0', [i + 1, pieces % 256], Buffer.alloc(65_000));
  return jpeg(8, 8, ...Array.from({ length: pieces }, (_, i) => piece(i % 255)), scan(true));
};
