/** Bytes that are checked one by one before `indexOf` may search ahead. */
const STEP = 48;

/**
 * Index of the code byte of the next marker at or after `at`, or -1. Skips what decoders skip: entropy-coded data
 * (where 0xff is followed by 0x00), fill bytes, restart markers and stray bytes.
 */
export function nextMarker(bytes: Uint8Array, at: number): number {
  const last = bytes.length - 1;
  // `indexOf` scans a photograph three times as fast as a loop (2.5 ms for 7 MB), but costs a call per 0xff, of which
  // hostile data may consist: it is therefore called at most once per step.
  for (let from = at; from >= 0 && from < last; from = bytes.indexOf(0xff, from + STEP)) {
    const end = Math.min(from + STEP, last);
    for (let i = from; i < end; i++) {
      if (bytes[i] !== 0xff) continue;
      const code = bytes[i + 1] ?? 0;
      const isRestart = code >= 0xd0 && code <= 0xd7;
      if (code !== 0x00 && code !== 0x01 && code !== 0xff && !isRestart) return i + 1;
    }
  }
  return -1;
}
