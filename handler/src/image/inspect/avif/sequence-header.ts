import type { CodedColour } from '../inspection.ts';

/** What an AV1 stream says about its samples. */
export interface StreamColour extends CodedColour {
  readonly monochrome: boolean;
  readonly fullRange: boolean;
}

const SEQUENCE_HEADER = 1;
const UNSPECIFIED = 2;

/** Reads bits from the most significant; zeros after the end. */
type Bits = (count: number) => number;

function bitsOf(bytes: Uint8Array): Bits {
  let at = 0;
  return (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
}

/**
 * The colours in the first sequence header of an AV1 stream (AV1 specification, 5.5); undefined if it does not start
 * with one, apart from temporal delimiters.
 */
export function streamColour(stream: Uint8Array): StreamColour | undefined {
  for (let at = 0; at < stream.length;) {
    const header = stream[at] ?? 0;
    const [type, extended, sized] = [(header >> 3) & 15, (header >> 2) & 1, (header >> 1) & 1];
    at += 1 + extended;
    let size = stream.length - at;
    if (sized === 1) [size, at] = leb128(stream, at);
    if (type === SEQUENCE_HEADER) return sequenceHeader(bitsOf(stream.subarray(at, at + size)));
    at += size;
  }
  return undefined;
}

/** A number of 7 bits a byte, least significant first, and where it ends. */
function leb128(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[start + i] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, start + i + 1];
  }
  return [value, start + 8];
}

function sequenceHeader(bits: Bits): StreamColour {
  const profile = bits(3);
  bits(1); // still_picture
  const reduced = bits(1) === 1;
  if (reduced) bits(5);
  else operatingPoints(bits);
  const [widthBits, heightBits] = [bits(4) + 1, bits(4) + 1];
  bits(widthBits);
  bits(heightBits);
  if (!reduced && bits(1) === 1) bits(7); // frame_id_numbers_present_flag
  bits(3); // Superblocks and intra filters.
  if (!reduced) interTools(bits);
  bits(3); // Superres, CDEF, restoration.
  return colourConfig(bits, profile);
}

function operatingPoints(bits: Bits): void {
  let delayBits = 0;
  if (bits(1) === 1) {
    bits(64); // Units of time.
    if (bits(1) === 1) uvlc(bits);
    if (bits(1) === 1) {
      delayBits = bits(5) + 1;
      bits(42);
    }
  }
  const displayDelays = bits(1) === 1;
  for (let left = bits(5) + 1; left > 0; left--) {
    bits(12);
    if (bits(5) > 7) bits(1);
    if (delayBits > 0 && bits(1) === 1) bits(2 * delayBits + 1);
    if (displayDelays && bits(1) === 1) bits(4);
  }
}

function uvlc(bits: Bits): void {
  let zeros = 0;
  while (zeros < 32 && bits(1) === 0) zeros++;
  bits(zeros);
}

function interTools(bits: Bits): void {
  bits(4);
  const ordered = bits(1) === 1;
  if (ordered) bits(2);
  const screenContent = bits(1) === 1 ? 2 : bits(1);
  if (screenContent > 0 && bits(1) === 0) bits(1);
  if (ordered) bits(3);
}

function colourConfig(bits: Bits, profile: number): StreamColour {
  const deep = bits(1) === 1;
  if (profile === 2 && deep) bits(1);
  const monochrome = profile !== 1 && bits(1) === 1;
  const described = bits(1) === 1;
  const [primaries, transfer, matrix] = described ? [bits(8), bits(8), bits(8)] : [UNSPECIFIED, UNSPECIFIED, 2];
  // sRGB without a matrix is always full range, and does not say so.
  const fullRange = (!monochrome && primaries === 1 && transfer === 13 && matrix === 0) || bits(1) === 1;
  return { primaries, transfer, monochrome, fullRange };
}
