import { inflateSync } from 'node:zlib';
import { METADATA_BYTES } from './check.ts';

/** Bytes that a chunk takes in a decoder's memory: more than its size where it is compressed. */
export function inflatedMetadata(kind: string, content: Uint8Array): number {
  const compressed = compressedPart(kind, content);
  return compressed === undefined ? content.length : content.length + inflatedLength(compressed);
}

function compressedPart(kind: string, content: Uint8Array): Uint8Array | undefined {
  // Each starts with a keyword that a zero byte ends; what lies between it and the deflate stream differs.
  const keyword = content.indexOf(0);
  if (keyword === -1) return undefined;
  if (kind === 'zTXt' || kind === 'iCCP') return content.subarray(keyword + 2);
  if (kind !== 'iTXt' || content[keyword + 1] !== 1) return undefined;
  const language = content.indexOf(0, keyword + 3);
  const translated = language === -1 ? -1 : content.indexOf(0, language + 1);
  return translated === -1 ? undefined : content.subarray(translated + 1);
}

/** A damaged stream counts as nothing: decoders drop it, and with it the metadata that nobody needs. */
function inflatedLength(compressed: Uint8Array): number {
  try {
    return inflateSync(compressed, { maxOutputLength: METADATA_BYTES }).length;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? METADATA_BYTES + 1 : 0;
  }
}
