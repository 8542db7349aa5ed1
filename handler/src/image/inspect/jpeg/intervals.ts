/** Entropy-coded data between two restarts. */
export interface Interval {
  readonly from: number;
  readonly to: number;
  /** Which one it is, by the numbers of the restart markers: lost ones are missing. */
  readonly index: number;
}

/** The intervals of a scan whose data starts at `start`, up to the next marker other than a restart (T.81, B.1.1.5). */
export function* intervalsOf(bytes: Uint8Array, start: number): Generator<Interval> {
  let from = start;
  let index = 0;
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at)) {
    const code = bytes[at + 1];
    const isRestart = code !== undefined && code >= 0xd0 && code <= 0xd7;
    if (code === 0x00) at += 2;
    else if (code === 0xff) at += 1;
    else {
      yield { from, to: at, index };
      if (!isRestart) return;
      // Restarts are numbered from 0 to 7: the interval behind number n is the next one that is n + 1, modulo 8.
      index += 1 + ((code - 0xd0 - index) & 7);
      at += 2;
      from = at;
    }
  }
  yield { from, to: bytes.length, index };
}
