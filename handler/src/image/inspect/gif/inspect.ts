import type { Size } from '../../raster.ts';
import type { Limits } from '../../types.ts';
import { checkFrames, checkMetadata, checkSize } from '../check.ts';
import type { Inspection } from '../inspection.ts';
import { type Reader, reader } from '../reader.ts';
import { corrupt, tooLittle } from '../reject.ts';
import { pixelsIn } from './share.ts';
import { covered, covers, withAlpha, withFrame } from './uncovered.ts';

const EXTENSION = 0x21;
const FRAME = 0x2c;
const TRAILER = 0x3b;
const LARGEST_SCREEN = 2_048;

/** Walks the blocks up to the trailer, or to the end: many real GIFs lack the trailer. */
export function inspectGif(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'gif');
  let canvas = screen(read);
  let frames = 0;
  let metadata = 0;
  let parts = 0;
  let coverage = covered();
  let control = 0;
  let at = 13 + paletteBytes(read.u8(10));
  while (at < bytes.length) {
    const kind = read.u8(at);
    if (kind === TRAILER) break;
    if (kind === EXTENSION) {
      const end = skipSubBlocks(read, at + 2);
      metadata += end - at;
      if (isGraphicControl(read, at)) control = at;
      else parts += 1;
      checkMetadata('gif', metadata, parts);
      at = end;
    } else if (kind === FRAME) {
      if (frames === 0) {
        canvas = enlarged(canvas, read, at);
        coverage = { ...coverage, first: covers(canvas, read, at) };
      }
      checkSize('gif', canvas.width, canvas.height, limits);
      frames += 1;
      checkFrames('gif', canvas, frames, limits);
      const data = at + 10 + paletteBytes(read.u8(at + 9));
      // Later frames of an animation only change the first.
      if (frames === 1) checkFirst(read, at, data, limits);
      coverage = withFrame(coverage, read, control, data);
      control = 0;
      at = skipSubBlocks(read, data + 1);
    } else if (frames > 0) {
      break; // Garbage after a frame: decoders stop here too.
    } else {
      throw corrupt('gif', `byte ${at} starts no known block`);
    }
  }
  if (frames === 0) throw corrupt('gif', 'it has no frame');
  const substitute = withAlpha(bytes, at, coverage);
  return { format: 'gif', ...canvas, frames, channels: 4, bitDepth: 8, ...(substitute && { substitute }) };
}

function checkFirst(read: Reader, at: number, data: number, limits: Limits): void {
  const area = read.u16(at + 5, true) * read.u16(at + 7, true);
  const needed = Math.ceil((area * limits.decodedPercent) / 100);
  const pixels = pixelsIn(read.bytes, data, needed);
  if (pixels < needed) throw tooLittle('gif', pixels / area, limits);
}

function paletteBytes(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 0x07) + 1) : 0;
}

function isGraphicControl(read: Reader, at: number): boolean {
  return read.u8(at + 1) === 0xf9;
}

/** Decoders use the frames' size instead if the screen has none or is larger than any screen of GIF's time. */
function screen(read: Reader): Size {
  const [width, height] = [read.u16(6, true), read.u16(8, true)];
  const usable = [width, height].every((edge) => edge > 0 && edge <= LARGEST_SCREEN);
  return usable ? { width, height } : { width: 1, height: 1 };
}

/** A first frame that extends beyond the screen enlarges the image; later ones are clipped. */
function enlarged(canvas: Size, read: Reader, at: number): Size {
  return {
    width: Math.max(canvas.width, read.u16(at + 1, true) + read.u16(at + 5, true)),
    height: Math.max(canvas.height, read.u16(at + 3, true) + read.u16(at + 7, true)),
  };
}

function skipSubBlocks(read: Reader, start: number): number {
  let at = start;
  for (let size = read.u8(at); size > 0; size = read.u8(at)) at += 1 + size;
  return at + 1;
}
