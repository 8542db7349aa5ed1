/** Codes of a Huffman table by their length (ITU-T T.81, annex F.2.2.3). */
export interface HuffmanTable {
  /** For each length up to 16: the largest code, or -1, and what turns a code into an index of `values`. */
  readonly largest: readonly number[];
  readonly offset: readonly number[];
  readonly values: Uint8Array;
}

/** @param at of the 16 counts of codes, one a length; the values follow. */
export function huffmanTable(bytes: Uint8Array, at: number): { table: HuffmanTable; end: number } {
  const [largest, offset] = [[-1], [0]];
  let [code, index] = [0, 0];
  for (let length = 1; length <= 16; length++) {
    const count = bytes[at + length - 1] ?? 0;
    offset.push(index - code);
    code += count;
    index += count;
    largest.push(count === 0 ? -1 : code - 1);
    code *= 2;
  }
  const values = bytes.subarray(at + 16, at + 16 + index);
  return { table: { largest, offset, values }, end: at + 16 + index };
}

/** Reads an interval of entropy-coded data; every read is -1 after its end. */
export interface BitReader {
  readonly symbol: (table: HuffmanTable) => number;
  /** Skips bits; false if there are not as many. */
  readonly skip: (count: number) => boolean;
}

export function bitReader(bytes: Uint8Array, start: number, end: number): BitReader {
  let at = start;
  let held = 0;
  let count = 0;
  const fill = (): boolean => {
    if (at >= end) return false;
    const byte = bytes[at] ?? 0;
    // A zero byte is stuffed behind each 0xff.
    at += byte === 0xff ? 2 : 1;
    held = ((held << 8) | byte) & 0xffffff;
    count += 8;
    return true;
  };
  return {
    symbol: ({ largest, offset, values }) => {
      let code = 0;
      for (let length = 1; length <= 16; length++) {
        if (count === 0 && !fill()) return -1;
        count -= 1;
        code = code * 2 + ((held >> count) & 1);
        if (code <= (largest[length] ?? -1)) return values[code + (offset[length] ?? 0)] ?? -1;
      }
      return -1;
    },
    skip: (wanted) => {
      for (let left = wanted; left > 0;) {
        if (count === 0 && !fill()) return false;
        const taken = Math.min(left, count);
        count -= taken;
        left -= taken;
      }
      return true;
    },
  };
}
