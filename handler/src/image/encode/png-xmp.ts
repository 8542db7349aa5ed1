import { crc32 } from 'node:zlib';

/** Of the signature and the header, which comes first and has a fixed length. */
const HEADER_BYTES = 33;

/**
 * The PNG with a packet of XMP, uncompressed as Adobe's specification has it (XMP Specification Part 3, section 1.1.5):
 * libvips compresses it, and then most readers find none.
 */
export function pngWithXmp(png: Uint8Array, xmp: string): Uint8Array {
  // Keyword, not compressed, no language, no translated keyword.
  const text = Buffer.from(`iTXtXML:com.adobe.xmp\0\0\0\0\0${xmp}`);
  const chunk = Buffer.alloc(text.length + 8);
  chunk.writeUInt32BE(text.length - 4);
  text.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(text), text.length + 4);
  return new Uint8Array(Buffer.concat([png.subarray(0, HEADER_BYTES), chunk, png.subarray(HEADER_BYTES)]));
}
