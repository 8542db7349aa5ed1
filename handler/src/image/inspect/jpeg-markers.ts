/**
 * Index of the code byte of the next marker at or after `at`, or -1. Skips what decoders skip: entropy-coded data
 * (where 0xff is followed by 0x00), fill bytes, restart markers and stray bytes.
 */
export function nextMarker(bytes: Uint8Array, at: number): number {
  // A plain loop on purpose: indexOf costs a call per 0xff, and hostile data can consist of those.
  for (let i = at; i + 1 < bytes.length; i++) {
    if (bytes[i] !== 0xff) continue;
    const code = bytes[i + 1] ?? 0;
    const isRestart = code >= 0xd0 && code <= 0xd7;
    if (code !== 0x00 && code !== 0x01 && code !== 0xff && !isRestart) return i + 1;
  }
  return -1;
}
