import { crc32 } from 'node:zlib';

import type { Limits } from '../../types.ts';
import { checkChannels, checkPieces, checkSize } from '../check.ts';
import { checkColour } from '../colour.ts';
import type { CodedColour, Inspection } from '../inspection.ts';
import { type Reader, reader } from '../reader.ts';
import { corrupt, unsupported } from '../reject.ts';
import { type Chunk, pngChunks } from './chunks.ts';
import { metadataCounter } from './metadata.ts';

/** Channels by colour type, with the bit depths that the PNG specification allows for them. */
const COLOUR_TYPES = new Map([
  [0, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { channels: 3, depths: [8, 16] }],
  [3, { channels: 3, depths: [1, 2, 4, 8] }],
  [4, { channels: 2, depths: [8, 16] }],
  [6, { channels: 4, depths: [8, 16] }],
]);
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT']);
/** Chunks of pixel data and animation: their number is not limited. */
const PIXELS = new Set(['IDAT', 'fdAT', 'fcTL']);
/** The maximum compression ratio of deflate. */
const DEFLATE_RATIO = 1_032;

/** Walks the chunks to IEND; an animated PNG counts as its first frame, because decoders read only that. */
export function inspectPng(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'png');
  if (read.tag(12) === 'CgBI') throw unsupported('a PNG in Apple’s own variant (CgBI)');
  if (read.tag(12) !== 'IHDR' || read.u32(8) !== 13) throw corrupt('png', 'it does not start with its header (IHDR)');
  const header = imageHeader(read, limits);
  const countMetadata = metadataCounter();
  let data = 0;
  let palette = false;
  let chunks = 0;
  let coded: CodedColour | undefined;
  for (const { kind, at, size } of pngChunks(read)) {
    chunks += 1;
    checkPieces('png', chunks, 'chunks');
    if (kind === 'IEND') break;
    // Missing or truncated pixels are left to the decoder: only the end of the file may be missing.
    const cut = at + 12 + size > bytes.length;
    if (cut && data === 0 && kind !== 'IDAT') throw corrupt('png', `its chunk at byte ${at} is cut short`);
    if (CRITICAL.has(kind) && !cut) checkSum(read, kind, at, size);
    if (data === 0) coded = withColourChunk(coded, read, { kind, at, size });
    if (kind === 'IDAT') data += size;
    else if (kind === 'PLTE') palette = true;
    else if (kind !== 'IHDR' && !PIXELS.has(kind)) {
      countMetadata(kind, bytes.subarray(at + 8, at + 8 + size));
    }
  }
  if (data === 0) throw corrupt('png', 'it has no pixel data (IDAT)');
  if (Math.min(data, bytes.length) * DEFLATE_RATIO < header.rawBytes)
    throw corrupt('png', `${data} bytes can’t hold its pixels`);
  if (header.colourType === 3 && !palette) throw corrupt('png', 'its palette (PLTE) is missing');
  const colour = coded && checkColour('png', coded);
  return { ...header.inspection, ...(colour && { colour }) };
}

/** PNG 3, 11.3.2: code points (cICP) precede any profile; the luminance of the brightest pixel is in cLLI. */
function withColourChunk(
  colour: CodedColour | undefined,
  read: Reader,
  { kind, at, size }: Chunk,
): CodedColour | undefined {
  if (kind === 'cICP' && size === 4) {
    return { ...colour, primaries: read.u8(at + 8), transfer: read.u8(at + 9) };
  }
  // In units of 0.0001 cd/m²; 0 is unknown.
  if (kind === 'cLLI' && size === 8 && colour !== undefined && read.u32(at + 8) > 0) {
    return { ...colour, peak: read.u32(at + 8) / 10_000 };
  }
  return colour;
}

function checkSum(read: Reader, kind: string, at: number, size: number): void {
  if (crc32(read.bytes.subarray(at + 4, at + 8 + size)) === read.u32(at + 8 + size)) return;
  throw corrupt('png', `the checksum of its ${kind} chunk at byte ${at} is wrong`);
}

function imageHeader(read: Reader, limits: Limits) {
  const [width, height, bitDepth, colourType] = [read.u32(16), read.u32(20), read.u8(24), read.u8(25)];
  const colour = COLOUR_TYPES.get(colourType);
  if (!colour?.depths.includes(bitDepth)) {
    throw corrupt('png', `its header pairs colour type ${colourType} with ${bitDepth} bits`);
  }
  checkSize('png', width, height, limits);
  checkChannels('png', colour.channels, limits);
  const samples = colourType === 3 ? 1 : colour.channels;
  const rawBytes = Math.ceil((width * height * samples * bitDepth) / 8);
  const inspection: Inspection = { format: 'png', width, height, frames: 1, channels: colour.channels, bitDepth };
  return { inspection, colourType, rawBytes };
}
