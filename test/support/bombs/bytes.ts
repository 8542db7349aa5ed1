export type Part = Uint8Array | string | readonly number[];

/** Bytes from pieces: bytes as they are, text as Latin-1, numbers as one byte each. */
export function join(...parts: readonly Part[]): Buffer {
  return Buffer.concat(parts.map(bytesOf));
}

function bytesOf(part: Part): Uint8Array {
  if (typeof part === 'string') return Buffer.from(part, 'latin1');
  // `from` would copy it one by one, and some have fifty million.
  return ArrayBuffer.isView(part) ? part : Uint8Array.from(part);
}

export function u16(value: number, little = false): Buffer {
  const bytes = Buffer.alloc(2);
  if (little) bytes.writeUInt16LE(value);
  else bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number, little = false): Buffer {
  const bytes = Buffer.alloc(4);
  if (little) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}

export function u64(value: number, little = false): Buffer {
  const bytes = Buffer.alloc(8);
  if (little) bytes.writeBigUInt64LE(BigInt(value));
  else bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

export function u24le(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff];
}

/** The same piece many times. */
export function repeat(part: Part, times: number): Buffer {
  const piece = join(part);
  return Buffer.alloc(piece.length * times, piece);
}
