import { BitWriter } from './bit-writer.ts';
import { Cabac } from './cabac.ts';

/*
 * One HEVC picture (ITU-T H.265) that holds its samples as they are, in pcm blocks: no encoder is needed, and every
 * sample is decoded as it was.
 */

/** One colour for each block of 16 × 16 pixels, row by row: Y, Cb, Cr. */
export interface Blocks {
  readonly columns: number;
  readonly rows: number;
  readonly colourAt: (column: number, row: number) => readonly [y: number, cb: number, cr: number];
}

export interface Coding {
  /** As `chroma_format_idc`: 0 is luma only, 1 is 4:2:0, 3 is 4:4:4. */
  readonly chroma?: 0 | 1 | 3;
  readonly depth?: number;
  /** Pixels cut off at the right and at the bottom, in even numbers. */
  readonly cut?: readonly [right: number, bottom: number];
  /** Colour primaries, transfer characteristics and matrix that the stream itself states. */
  readonly stated?: readonly [primaries: number, transfer: number, matrix: number];
}

type Settings = Required<Omit<Coding, 'stated'>> & Pick<Coding, 'stated'>;

export interface Coded {
  /** The item's data: a slice, with its length before it. */
  readonly data: Buffer;
  /** The property `hvcC`, without its header. */
  readonly configuration: Buffer;
}

export const BLOCK = 16;

const [VPS, SPS, PPS, IDR] = [32, 33, 34, 20];
const LEVEL_4 = 120;

export function hevc(blocks: Blocks, coding: Coding = {}): Coded {
  const all: Settings = { chroma: 1, depth: 8, cut: [0, 0], ...coding };
  const sets = [
    [VPS, vps()],
    [SPS, sps(blocks, all)],
    [PPS, pps()],
  ] as const;
  const arrays = sets.map(([type, content]) => {
    const unit = nal(type, content);
    return Buffer.concat([Buffer.of(0x80 | type, 0, 1), u16(unit.length), unit]);
  });
  const record = Buffer.concat([
    Buffer.of(1, 4, 0x08, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, LEVEL_4, 0xf0, 0, 0xfc),
    Buffer.of(0xfc | all.chroma, 0xf8 | (all.depth - 8), 0xf8 | (all.depth - 8), 0, 0, 0x0f, arrays.length),
    ...arrays,
  ]);
  const slice = nal(IDR, sliceOf(blocks, all));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(slice.length);
  return { data: Buffer.concat([length, slice]), configuration: record };
}

const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);

/** Bytes that look like the start of another unit are kept apart (7.4.2). */
function nal(type: number, content: Buffer): Buffer {
  const bytes = [type << 1, 1];
  let zeros = 0;
  for (const byte of content) {
    if (zeros === 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(bytes);
}

/** 7.3.3: range extensions, progressive. */
function profile(bits: BitWriter): void {
  bits.u(8, 4).u(32, 0x08000000).u(4, 0b1001).u(32, 0).u(12, 0).u(8, LEVEL_4);
}

function vps(): Buffer {
  const bits = new BitWriter().u(4, 0).u(2, 3).u(6, 0).u(3, 0).u(1, 1).u(16, 0xffff);
  profile(bits);
  return bits.u(1, 1).ue(0).ue(0).ue(0).u(6, 0).ue(0).u(1, 0).u(1, 0).stop().bytes();
}

function sps({ columns, rows }: Blocks, { chroma, depth, cut, stated }: Settings): Buffer {
  const bits = new BitWriter().u(4, 0).u(3, 0).u(1, 1);
  profile(bits);
  bits.ue(0).ue(chroma);
  if (chroma === 3) bits.u(1, 0);
  bits.ue(columns * BLOCK).ue(rows * BLOCK);
  const unit = chroma === 1 ? 2 : 1;
  bits
    .u(1, 1)
    .ue(0)
    .ue(cut[0] / unit)
    .ue(0)
    .ue(cut[1] / unit);
  bits
    .ue(depth - 8)
    .ue(depth - 8)
    .ue(0);
  bits.u(1, 1).ue(0).ue(0).ue(0);
  // Coding blocks of 16 × 16, transforms of 4 × 4 to 16 × 16; no scaling lists, AMP or SAO.
  bits.ue(1).ue(0).ue(0).ue(2).ue(0).ue(0).u(3, 0);
  // Samples as they are, in blocks of 16 × 16.
  bits
    .u(1, 1)
    .u(4, depth - 1)
    .u(4, depth - 1)
    .ue(1)
    .ue(0)
    .u(1, 1);
  bits.ue(0).u(3, 0);
  bits.u(1, stated ? 1 : 0);
  if (stated) {
    bits.u(2, 0).u(1, 1).u(3, 5).u(1, 1).u(1, 1);
    for (const code of stated) bits.u(8, code);
    bits.u(5, 0).u(1, 0).u(1, 0);
  }
  return bits.u(1, 0).stop().bytes();
}

/** Without deblocking, or anything else that would change samples. */
function pps(): Buffer {
  const bits = new BitWriter().ue(0).ue(0).u(7, 0).ue(0).ue(0).ue(0).u(3, 0).ue(0).ue(0);
  bits.u(1, 0).u(2, 0).u(4, 0);
  return bits.u(1, 1).u(1, 0).u(1, 1).u(2, 0).ue(0).u(2, 0).stop().bytes();
}

/** Blocks one after the other, each with its samples as they are. */
function sliceOf({ columns, rows, colourAt }: Blocks, { chroma, depth }: Settings): Buffer {
  const bits = new BitWriter().u(1, 1).u(1, 0).ue(0).ue(2).ue(0).stop();
  const sizes = [BLOCK * BLOCK, ...(chroma === 0 ? [] : Array<number>(2).fill(chroma === 1 ? 64 : 256))];
  let encoder = new Cabac(bits);
  for (let block = 0; block < columns * rows; block++) {
    if (block > 0) encoder.terminate(false);
    // part_mode; then pcm_flag, after which the encoder starts anew.
    encoder.expected(block);
    encoder.terminate(true);
    const colours = colourAt(block % columns, Math.floor(block / columns));
    sizes.forEach((size, band) => {
      for (let sample = 0; sample < size; sample++) bits.u(depth, colours[band] ?? 0);
    });
    encoder = new Cabac(bits);
  }
  encoder.terminate(true);
  return bits.bytes();
}
