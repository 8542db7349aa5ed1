import { corrupt } from '../inspect/reject.ts';
import type { Size } from '../raster.ts';
import type { Libheif } from './libheif.ts';

/** A file in an instance of libheif. */
export interface Opened {
  readonly libheif: Libheif;
  readonly context: number;
  readonly options: number;
}

/** Address of a picture's handle. */
export type Handle = number;

/** Of `heif_security_limits`, in heif_security.h: 64 bits each. */
const [PIXELS_AT, TILES_AT] = [8, 16];

/** Of `heif_decoding_options`, in heif_decoding.h: one byte each. */
const [IGNORE_TRANSFORMATIONS, HDR_TO_8_BIT, STRICT] = [1, 20, 21];

/** `heif_error` is its code, the part of the library, and a text's address: 32 bits each. */
const ERROR_BYTES = 12;
const TEXT_AT = 8;

/**
 * Hands a file to an instance of libheif, whose limits are what was found in its boxes.
 *
 * @param pixels of the largest picture in it that may be decoded
 * @param tiles of which it consists at most
 * @throws if it can't be read
 */
export function open(
  libheif: Libheif,
  bytes: Uint8Array,
  { pixels, tiles }: { pixels: number; tiles: number },
): Opened {
  const context = libheif._heif_context_alloc();
  const limits = libheif._heif_context_get_security_limits(context);
  write(libheif, limits + PIXELS_AT, pixels);
  write(libheif, limits + TILES_AT, tiles);
  const file = libheif._malloc(bytes.length);
  libheif.HEAPU8.set(bytes, file);
  checked(libheif, (error) => {
    libheif._heif_context_read_from_memory_without_copy(error, context, file, bytes.length, 0);
  });
  const options = libheif._heif_decoding_options_alloc();
  for (const at of [IGNORE_TRANSFORMATIONS, HDR_TO_8_BIT, STRICT]) libheif.HEAPU8[options + at] = 1;
  return { libheif, context, options };
}

export const primaryOf = ({ libheif, context }: Opened): Handle =>
  result(libheif, (error, out) => {
    libheif._heif_context_get_primary_image_handle(error, context, out);
  });

export const pictureOf = ({ libheif, context }: Opened, item: number): Handle =>
  result(libheif, (error, out) => {
    libheif._heif_context_get_image_handle(error, context, item, out);
  });

/** Whether colours are multiplied by the alpha channel. */
export const isPremultiplied = ({ libheif }: Opened, handle: Handle): boolean =>
  libheif._heif_image_handle_is_premultiplied_alpha(handle) !== 0;

/**
 * Decodes one tile, or the whole picture, whose pixels are gone when `use` returns.
 *
 * @param tile undefined for a picture that is no grid: libheif expects its only tile to have the cropped size, even where
 * it is told not to crop.
 */
export function withPixels(
  { libheif, options }: Opened,
  handle: Handle,
  { colourSpace, chroma, channel }: { colourSpace: number; chroma: number; channel: number },
  tile: { readonly column: number; readonly row: number } | undefined,
  use: (samples: Uint8Array, rowBytes: number, size: Size) => void,
): void {
  const image = result(libheif, (error, out) => {
    if (tile === undefined) libheif._heif_decode_image(error, handle, out, colourSpace, chroma, options);
    else {
      const { column, row } = tile;
      libheif._heif_image_handle_decode_image_tile(error, handle, out, colourSpace, chroma, options, column, row);
    }
  });
  const rowBytes = libheif._malloc(4);
  const plane = libheif._heif_image_get_plane_readonly(image, channel, rowBytes);
  if (plane === 0) throw corrupt('heic', 'a tile of it has no pixels');
  const size = {
    width: libheif._heif_image_get_width(image, channel),
    height: libheif._heif_image_get_height(image, channel),
  };
  use(libheif.HEAPU8.subarray(plane), read(libheif, rowBytes), size);
  libheif._free(rowBytes);
  libheif._heif_image_release(image);
}

/** What a function returns by way of an address. */
function result(libheif: Libheif, call: (error: number, out: number) => void): number {
  const out = libheif._malloc(4);
  checked(libheif, (error) => {
    call(error, out);
  });
  const value = read(libheif, out);
  libheif._free(out);
  return value;
}

function checked(libheif: Libheif, call: (error: number) => void): void {
  const error = libheif._malloc(ERROR_BYTES);
  call(error);
  const code = read(libheif, error);
  const text = textAt(libheif, read(libheif, error + TEXT_AT));
  libheif._free(error);
  if (code !== 0) throw new Error(text);
}

const read = ({ HEAPU8 }: Libheif, at: number): number =>
  new DataView(HEAPU8.buffer, HEAPU8.byteOffset).getUint32(at, true);

/** 64 bits. */
function write({ HEAPU8 }: Libheif, at: number, value: number): void {
  new DataView(HEAPU8.buffer, HEAPU8.byteOffset).setBigUint64(at, BigInt(value), true);
}

function textAt({ HEAPU8 }: Libheif, at: number): string {
  const end = HEAPU8.indexOf(0, at);
  return Buffer.from(HEAPU8.subarray(at, end)).toString('latin1');
}
