import type { Reader } from '../reader.ts';

export interface Chunk {
  readonly kind: string;
  /** Offset of the chunk, which is that of its length. */
  readonly at: number;
  /** Length of its content, which may be more than the file holds. */
  readonly size: number;
}

/** The chunks in turn, the last one possibly cut by the end of the file. */
export function* pngChunks(read: Reader): Generator<Chunk> {
  for (let at = 8; at + 8 <= read.length;) {
    const size = read.u32(at);
    yield { kind: read.tag(at + 4), at, size };
    at += 12 + size;
  }
}
