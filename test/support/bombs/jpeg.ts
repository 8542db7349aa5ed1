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
/** Tables with one code, a single 0: "as before" for the coarsest detail, "nothing for 16,384 blocks and more" for the rest. */
const huffman = join(
  segment(0xc4, [0x00, 1, ...Array<number>(15).fill(0), 0x00]),
  segment(0xc4, [0x10, 1, ...Array<number>(15).fill(0), 0xe0]),
);

const LONGEST_RUN = 32_767;
/** Passes over one frequency before it is exact: bits of a coefficient. */
const LEVELS = 13;

/** The first pass, over the coarsest detail: one bit per block, since it can't skip any. */
export function firstScan(edge: number): Buffer {
  return join(segment(0xda, [1, 1, 0, 0, 0, 0]), Buffer.alloc(Math.ceil(blocksOf(edge) / 8)));
}

/** A later pass, each over its own bit of its own frequency, which finds nothing: a few bytes for any number of blocks. */
export function laterScan(edge: number, index: number): Buffer {
  const frequency = 1 + (index % 63);
  const level = LEVELS - Math.floor(index / 63);
  const before = level === LEVELS ? 0 : level + 1;
  const bits = `0${'1'.repeat(14)}`.repeat(Math.ceil(blocksOf(edge) / LONGEST_RUN));
  const bytes = (bits.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, '1'), 2));
  const stuffed = bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0x00] : [byte]));
  return join(segment(0xda, [1, 1, 0, frequency, frequency, (before << 4) | level]), stuffed);
}

const blocksOf = (edge: number): number => Math.ceil(edge / 8) ** 2;

export const jpeg = (width: number, height: number, ...rest: readonly Part[]): Buffer =>
  join(SOI, quantization, frame(width, height), huffman, ...rest, EOI);

/** Each scan, up to about eight hundred, costs a dozen bytes and makes the decoder process the whole image again. */
export const scanBomb = (scans: number, edge = 2_000): Buffer =>
  jpeg(edge, edge, firstScan(edge), ...Array.from({ length: scans - 1 }, (_, i) => laterScan(edge, i)));

export const segmentBomb = (segments: number): Buffer => jpeg(8, 8, repeat(segment(0xe1), segments), firstScan(8));

/** Each segment is within its limit; together they form a colour profile of this size. */
export const profileBomb = (bytes: number): Buffer => {
  const pieces = Math.ceil(bytes / 65_000);
  const piece = (i: number): Buffer => segment(0xe2, 'ICC_PROFILE\0', [i + 1, pieces % 256], Buffer.alloc(65_000));
  return jpeg(8, 8, ...Array.from({ length: pieces }, (_, i) => piece(i % 255)), firstScan(8));
};
