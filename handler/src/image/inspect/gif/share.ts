const CODES = 4_096;
const LONGEST_CODE = 12;

/**
 * How many pixels the data of a frame amounts to, up to its first error (GIF89a, appendix F). Decoders leave the others
 * empty, or black, and do not all say so.
 *
 * @param start of the data: the smallest length of a code, and then blocks.
 * @param most pixels to count.
 */
export function pixelsIn(bytes: Uint8Array, start: number, most: number): number {
  const first = bytes[start] ?? 0;
  if (first < 1 || first >= LONGEST_CODE) return 0;
  const [clear, end] = [1 << first, (1 << first) + 1];
  /** How many pixels each code stands for. */
  const lengths = new Uint32Array(CODES).fill(1);
  let [known, size, previous, pixels] = [end + 1, first + 1, -1, 0];
  let [held, count] = [0, 0];
  let [at, block] = [start + 1, 0];
  while (pixels < most) {
    for (; count < size; count += 8) {
      if (block === 0) {
        block = bytes[at++] ?? 0;
        if (block === 0) return pixels;
      }
      if (at >= bytes.length) return pixels;
      held |= (bytes[at++] ?? 0) << count;
      block -= 1;
    }
    const code = held & ((1 << size) - 1);
    held >>>= size;
    count -= size;
    if (code === end) return pixels;
    if (code === clear) {
      [known, size, previous] = [end + 1, first + 1, -1];
      continue;
    }
    // The code that is being defined may be used at once; one beyond it is an error.
    if (code > known || (previous === -1 && code >= clear)) return pixels;
    const length = code === known ? (lengths[previous] ?? 0) + 1 : (lengths[code] ?? 0);
    if (previous !== -1 && known < CODES) {
      lengths[known] = (lengths[previous] ?? 0) + 1;
      known += 1;
      if (known === 1 << size && size < LONGEST_CODE) size += 1;
    } else if (code === known) return pixels;
    previous = code;
    pixels += length;
  }
  return most;
}
