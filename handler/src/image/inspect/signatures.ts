/**
 * Whether these bytes are found at `at`.
 *
 * @param signature pairs of hex digits separated by spaces; anything else is ASCII text.
 */
export function startsWith(bytes: Uint8Array, signature: string, at = 0): boolean {
  const wanted = HEX.test(signature)
    ? Buffer.from(signature.replaceAll(' ', ''), 'hex')
    : Buffer.from(signature, 'latin1');
  return bytes.length >= at + wanted.length && wanted.equals(bytes.subarray(at, at + wanted.length));
}

const HEX = /^[0-9a-f]{2}( [0-9a-f]{2})+$/;
