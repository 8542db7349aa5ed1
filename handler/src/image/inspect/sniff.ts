import type { SourceFormat } from '../types.ts';
import { bmffFormat } from './avif/brands.ts';
import { foreign } from './foreign.ts';
import { corrupt, notAnImage } from './reject.ts';
import { startsWith } from './signatures.ts';
import { foreignText } from './text.ts';

/**
 * The format by content, never by file name.
 *
 * @throws {Rejection} `unsupported_format` or `not_an_image`, with the name of the format if it is known.
 */
export function sniff(bytes: Uint8Array): SourceFormat {
  if (startsWith(bytes, 'ff d8')) return 'jpeg';
  if (startsWith(bytes, '89 50 4e 47 0d 0a 1a 0a')) return 'png';
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'gif';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'webp';
  if (startsWith(bytes, 'ftyp', 4)) return bmffFormat(bytes);
  const other = foreign(bytes) ?? foreignText(bytes);
  if (other !== undefined) throw other;
  // After the others: some camera raw formats start like a TIFF.
  if (['49 49 2a 00', '4d 4d 00 2a', '49 49 2b 00', '4d 4d 00 2b'].some((magic) => startsWith(bytes, magic))) {
    return 'tiff';
  }
  if (startsWith(bytes, 'PNG', 1)) {
    throw corrupt('png', 'its first bytes are garbled, as happens when a file is transferred as text');
  }
  throw notAnImage('of an unknown kind');
}
