import type { Rights } from './index.ts';

/**
 * Exif's Copyright (tag 33432): the photographer's and then the editor's, separated by a zero byte, in ASCII; many write
 * UTF-8. Exif has no credit line.
 * @throws if the bytes are not Exif
 */
export async function rightsInExif(bytes: Uint8Array): Promise<Rights> {
  const { default: read } = await import('exif-reader');
  // Bytes where it is not ASCII.
  const copyright: string | Uint8Array | undefined = read(Buffer.from(bytes)).Image?.Copyright;
  if (copyright === undefined) return {};
  const text = typeof copyright === 'string' ? copyright : new TextDecoder().decode(copyright);
  const parts = text.split('\0').map((part) => part.trim());
  return { copyright: parts.filter((part) => part !== '').join('; ') };
}
