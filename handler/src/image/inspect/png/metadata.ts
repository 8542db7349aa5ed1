import { inflateSync } from 'node:zlib';

import { checkMetadata, METADATA_BYTES } from '../check.ts';

/** `inflateSync`, or a wrapper that counts what it does. */
export type Inflate = (compressed: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

/**
 * Bytes to which a stream may inflate at first. `METADATA_PARTS` damaged streams of this size are just within the
 * limit.
 */
const FIRST_TRY_BYTES = 4_096;
const NEXT_TRY_TIMES = 4;

/**
 * Counts the metadata of one image chunk by chunk.
 *
 * @throws {Rejection} `metadata_too_large`, from the function returned, as soon as the limit is exceeded. The bytes
 * inflated by then, including damaged streams and second tries, are less than three times the limit.
 */
export function metadataCounter(inflate: Inflate = inflateSync): (kind: string, content: Uint8Array) => void {
  let bytes = 0;
  let parts = 0;
  return (kind, content) => {
    bytes += content.length;
    parts += 1;
    checkMetadata('png', bytes, parts);
    const compressed = compressedPart(kind, content);
    if (compressed === undefined) return;
    bytes += inflatedLength(compressed, METADATA_BYTES - bytes, inflate);
    checkMetadata('png', bytes, parts);
  };
}

function compressedPart(kind: string, content: Uint8Array): Uint8Array | undefined {
  // Each starts with a keyword that ends with a zero byte; what lies between it and the deflate stream differs.
  const keyword = content.indexOf(0);
  if (keyword === -1) return undefined;
  if (kind === 'zTXt' || kind === 'iCCP') return content.subarray(keyword + 2);
  if (kind !== 'iTXt' || content[keyword + 1] !== 1) return undefined;
  const language = content.indexOf(0, keyword + 3);
  const translated = language === -1 ? -1 : content.indexOf(0, language + 1);
  return translated === -1 ? undefined : content.subarray(translated + 1);
}

/**
 * The inflated length of a stream, or `most` + 1 if it is longer. There is no way to tell how far a damaged stream got,
 * and decoders get as far: it is therefore inflated into a small buffer first, then into larger ones, and counts as the
 * size of the buffer in which it failed.
 */
function inflatedLength(compressed: Uint8Array, most: number, inflate: Inflate): number {
  for (let room = Math.min(FIRST_TRY_BYTES, most + 1); ; room = Math.min(room * NEXT_TRY_TIMES, most + 1)) {
    try {
      return inflate(compressed, { maxOutputLength: room }).length;
    } catch (error) {
      const isFull = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      if (!isFull || room > most) return room;
    }
  }
}
