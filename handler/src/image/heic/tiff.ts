import type { Size } from '../raster.ts';

/** An uncompressed TIFF, whose pixels are to be filled in. */
export interface EmptyTiff {
  readonly bytes: Buffer;
  /** The part of `bytes` that holds the pixels, row by row. */
  readonly pixels: Uint8Array;
}

/** libtiff copies one strip at a time: small ones take no memory to speak of. */
const ROWS_PER_STRIP = 64;

const [SHORT, LONG, UNDEFINED] = [3, 4, 7];
const BYTES: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [UNDEFINED]: 1 };
const [RGB, NOT_COMPRESSED, UNASSOCIATED_ALPHA] = [2, 1, 2];

type Field = readonly [tag: number, type: number, values: readonly number[] | Uint8Array];

/**
 * A TIFF (revision 6.0) with 8 bits per channel, as transparent or black as its pixels are zero.
 *
 * @param channels 3 is RGB, 4 is RGB and alpha that the colours are not multiplied by.
 * @param profile ICC profile; sRGB if absent.
 */
export function emptyTiff({ width, height }: Size, channels: 3 | 4, profile: Uint8Array | undefined): EmptyTiff {
  const strips = Math.ceil(height / ROWS_PER_STRIP);
  const row = width * channels;
  const fields = (firstStrip: number): Field[] => [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array.from({ length: channels }, () => 8)],
    [259, SHORT, [NOT_COMPRESSED]],
    [262, SHORT, [RGB]],
    [273, LONG, Array.from({ length: strips }, (_, at) => firstStrip + at * ROWS_PER_STRIP * row)],
    [277, SHORT, [channels]],
    [278, LONG, [ROWS_PER_STRIP]],
    [
      279,
      LONG,
      Array.from({ length: strips }, (_, at) => Math.min(ROWS_PER_STRIP, height - at * ROWS_PER_STRIP) * row),
    ],
    ...(channels === 4 ? [[338, SHORT, [UNASSOCIATED_ALPHA]] as const] : []),
    ...(profile === undefined ? [] : [[34_675, UNDEFINED, profile] as const]),
  ];
  // The header is as long wherever the pixels start.
  const { length } = header(fields(0));
  const bytes = Buffer.alloc(length + row * height);
  header(fields(length)).copy(bytes);
  return { bytes, pixels: bytes.subarray(length) };
}

function header(fields: readonly Field[]): Buffer {
  const entries = Buffer.alloc(8 + 2 + 12 * fields.length + 4);
  entries.write('II*\0', 'latin1');
  entries.writeUInt32LE(8, 4);
  entries.writeUInt16LE(fields.length, 8);
  const values: Buffer[] = [];
  let behind = entries.length;
  fields.forEach(([tag, type, own], index) => {
    const at = 10 + 12 * index;
    const value = valueOf(type, own);
    entries.writeUInt16LE(tag, at);
    entries.writeUInt16LE(type, at + 2);
    entries.writeUInt32LE(own.length, at + 4);
    if (value.length <= 4) {
      value.copy(entries, at + 8);
      return;
    }
    entries.writeUInt32LE(behind, at + 8);
    // Values start at even offsets.
    const padded = Buffer.concat([value], value.length + (value.length % 2));
    values.push(padded);
    behind += padded.length;
  });
  return Buffer.concat([entries, ...values]);
}

function valueOf(type: number, own: readonly number[] | Uint8Array): Buffer {
  if (own instanceof Uint8Array) return Buffer.from(own);
  const size = BYTES[type] ?? 1;
  const value = Buffer.alloc(size * own.length);
  own.forEach((number, at) => value.writeUIntLE(number, at * size, size));
  return value;
}
