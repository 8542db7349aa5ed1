import type { SourceFormat } from '../types.ts';
import { corrupt } from './reject.ts';

/** Reads of numbers that reject the image, instead of returning `undefined`, if the data ends early. */
export interface Reader {
  readonly bytes: Uint8Array;
  /** What the bytes are taken for, in errors. */
  readonly format: SourceFormat;
  readonly length: number;
  readonly u8: (at: number) => number;
  readonly u16: (at: number, little?: boolean) => number;
  readonly u32: (at: number, little?: boolean) => number;
  /** Exact up to 2^53; larger values, which no file can contain as an offset or a size, are rounded. */
  readonly u64: (at: number, little?: boolean) => number;
  /** `size` bytes as Latin-1: chunk and box names. */
  readonly tag: (at: number, size?: number) => string;
}

/** @throws {Rejection} `corrupt`, from each of its functions, if a read would pass the end. */
export function reader(bytes: Uint8Array, format: SourceFormat): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const within = (at: number, size: number): number => {
    if (at >= 0 && at + size <= bytes.length) return at;
    throw corrupt(format, `it ends at byte ${bytes.length} where data is announced up to byte ${at + size}`);
  };
  return {
    bytes,
    format,
    length: bytes.length,
    u8: (at) => view.getUint8(within(at, 1)),
    u16: (at, little = false) => view.getUint16(within(at, 2), little),
    u32: (at, little = false) => view.getUint32(within(at, 4), little),
    u64: (at, little = false) => Number(view.getBigUint64(within(at, 8), little)),
    tag: (at, size = 4) => Buffer.from(bytes.buffer, bytes.byteOffset + within(at, size), size).toString('latin1'),
  };
}
