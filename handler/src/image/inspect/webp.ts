import type { Limits } from '../types.ts';
import { checkFrames, checkMetadata, checkSize } from './check.ts';
import type { Inspection } from './inspection.ts';
import { type Reader, reader } from './reader.ts';
import { corrupt } from './reject.ts';

const ALPHA = 0x10;
const ANIMATION = 0x02;

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
}

/** Walks the RIFF chunks up to the size in the RIFF header; anything after that is not part of the image. */
export function inspectWebp(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'webp');
  const end = 8 + read.u32(4, true);
  if (end > bytes.length) {
    throw corrupt('webp', `its header announces ${end} bytes, but only ${bytes.length} are there`);
  }
  const canvas = picture(read, 12);
  if (canvas === undefined) throw corrupt('webp', `it starts with an unknown chunk`);
  checkSize('webp', canvas.width, canvas.height, limits);
  const extended = read.tag(12) === 'VP8X';
  const frames = extended ? walk(read, end, canvas, limits) : 1;
  return {
    format: 'webp',
    width: canvas.width,
    height: canvas.height,
    frames,
    channels: canvas.alpha ? 4 : 3,
    bitDepth: 8,
  };
}

function walk(read: Reader, end: number, canvas: Canvas, limits: Limits): number {
  const animated = (read.u8(20) & ANIMATION) !== 0;
  let pictures = 0;
  let metadata = 0;
  let parts = 0;
  let at = 12;
  while (at + 8 <= end) {
    const size = read.u32(at + 4, true);
    if (at + 8 + size > end) throw corrupt('webp', `the chunk at byte ${at} is cut short`);
    const kind = read.tag(at);
    if (kind === 'ANMF') {
      checkFrame(read, at + 8, canvas);
      pictures += 1;
      checkFrames('webp', canvas, pictures, limits);
    } else if (kind === 'VP8 ' || kind === 'VP8L') {
      const inner = picture(read, at);
      if (inner !== undefined) checkSize('webp', inner.width, inner.height, limits);
      if (!animated) pictures += 1;
    } else {
      metadata += size;
      parts += 1;
      checkMetadata('webp', metadata, parts);
    }
    at += 8 + size + (size & 1);
  }
  if (pictures === 0) throw corrupt('webp', 'it has no picture data');
  return animated ? pictures : 1;
}

/** The size and transparency in a VP8, VP8L or VP8X chunk; undefined for any other chunk. */
function picture(read: Reader, at: number): Canvas | undefined {
  const data = at + 8;
  switch (read.tag(at)) {
    case 'VP8 ':
      if (read.u8(data + 3) !== 0x9d || read.u8(data + 4) !== 0x01 || read.u8(data + 5) !== 0x2a) {
        throw corrupt('webp', 'its picture does not start with a key frame');
      }
      return { width: read.u16(data + 6, true) & 0x3fff, height: read.u16(data + 8, true) & 0x3fff, alpha: false };
    case 'VP8L': {
      if (read.u8(data) !== 0x2f) throw corrupt('webp', 'its lossless picture lacks the signature');
      const bits = read.u32(data + 1, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, alpha: (bits >>> 28) % 2 === 1 };
    }
    case 'VP8X':
      return {
        width: u24(read, data + 4) + 1,
        height: u24(read, data + 7) + 1,
        alpha: (read.u8(data) & ALPHA) !== 0,
      };
    default:
      return undefined;
  }
}

function checkFrame(read: Reader, at: number, canvas: Canvas): void {
  const right = 2 * u24(read, at) + u24(read, at + 6) + 1;
  const bottom = 2 * u24(read, at + 3) + u24(read, at + 9) + 1;
  if (right > canvas.width || bottom > canvas.height) {
    throw corrupt(
      'webp',
      `a frame reaches to ${right} × ${bottom}, past its ${canvas.width} × ${canvas.height} canvas`,
    );
  }
}

function u24(read: Reader, at: number): number {
  return read.u16(at, true) | (read.u8(at + 2) << 16);
}
