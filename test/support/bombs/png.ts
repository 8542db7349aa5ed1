import { crc32, deflateSync } from 'node:zlib';

import { join, type Part, repeat, u32 } from './bytes.ts';

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function chunk(kind: string, ...content: readonly Part[]): Buffer {
  const body = join(kind, ...content);
  return join(u32(body.length - 4), body, u32(crc32(body)));
}

export interface Header {
  readonly width?: number;
  readonly height?: number;
  readonly bitDepth?: number;
  readonly colourType?: number;
}

export function header({ width = 4, height = 4, bitDepth = 8, colourType = 2 }: Header = {}): Buffer {
  return chunk('IHDR', u32(width), u32(height), [bitDepth, colourType, 0, 0, 0]);
}

/** All pixels of a black, non-interlaced image. */
export function pixels({ width = 4, height = 4, bitDepth = 8, colourType = 2 }: Header = {}): Buffer {
  const samples = [1, 0, 3, 1, 2, 0, 4][colourType] ?? 1;
  const row = 1 + Math.ceil((width * samples * bitDepth) / 8);
  return chunk('IDAT', deflateSync(Buffer.alloc(row * height), { level: 9 }));
}

export const END = chunk('IEND');

/** A valid PNG with these chunks between header and pixels. */
export function png(options: Header = {}, ...extra: readonly Uint8Array[]): Buffer {
  return join(PNG_SIGNATURE, header(options), ...extra, pixels(options), END);
}

/** A black image a thousand times larger than its file. */
export const pixelBomb = (edge: number): Buffer => png({ width: edge, height: edge, bitDepth: 8, colourType: 0 });

/** A header without the data that it announces. */
export const hugeHeader = (width: number, height: number): Buffer =>
  join(PNG_SIGNATURE, header({ width, height }), chunk('IDAT', deflateSync(Buffer.alloc(64))), END);

type Compressed = 'zTXt' | 'iTXt' | 'iCCP';

/** Compressed metadata that inflates to this many bytes; `how` it ends. */
export function compressedChunk(kind: Compressed, bytes: number, how: 'whole' | 'damaged' | 'cut' = 'whole'): Buffer {
  const zipped = deflateSync(Buffer.alloc(bytes), { level: 9 });
  const lead = { zTXt: 'bomb\0\0', iTXt: 'bomb\0\x01\0en\0bomb\0', iCCP: 'bomb\0\0' }[kind];
  // The last four bytes are the checksum of the inflated data.
  if (how === 'damaged') zipped.writeUInt8(zipped.readUInt8(zipped.length - 1) ^ 1, zipped.length - 1);
  return chunk(kind, lead, how === 'cut' ? zipped.subarray(0, -1) : zipped);
}

/** Metadata that inflates to this many bytes, in a chunk of this kind. */
export const metadataBomb = (kind: Compressed, bytes: number): Buffer => png({}, compressedChunk(kind, bytes));

export const chunkBomb = (chunks: number, kind = 'tEXt'): Buffer =>
  png({}, repeat(chunk(kind, kind === 'IDAT' ? '' : 'a\0b'), chunks));

/** Pixels whose colours are missing from the palette. */
export const paletteBomb = (entries: number): Buffer =>
  join(
    PNG_SIGNATURE,
    header({ width: 64, height: 64, colourType: 3 }),
    entries === 0 ? '' : chunk('PLTE', Buffer.alloc(entries * 3)),
    chunk('IDAT', deflateSync(Buffer.alloc(65 * 64, 0xff))),
    END,
  );

/** An animated PNG whose first frame is the default image. */
export const animatedPng = (frames: number): Buffer =>
  png({}, chunk('acTL', u32(frames), u32(0)), chunk('fcTL', Buffer.alloc(26)));
