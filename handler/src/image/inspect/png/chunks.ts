import type { Reader } from '../reader.ts';

export interface Chunk {
  readonly kind: string;
  /** Offset of the chunk, where its length is stored. */
  readonly at: number;
  /** Length of its content, which may exceed the file. */
  readonly size: number;
}

/** Each chunk in order, the last one possibly truncated by the end of the file. */
export function* pngChunks(read: Reader): Generator<Chunk> {
  for (let at = 8; at + 8 <= read.length;) {
    const size = read.u32(at);
    yield { kind: read.tag(at + 4), at, size };
    at += 12 + size;
  }
}
