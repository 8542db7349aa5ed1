import { Rejection } from '../../errors.ts';
import { unreadable } from '../inspect/heic/unreadable.ts';
import type { CodedHeic } from '../inspect/inspection.ts';
import { rejection } from '../strictness.ts';
import { type Libheif, newLibheif } from './libheif.ts';
import { isPremultiplied, open, pictureOf, primaryOf } from './picture.ts';
import { copyTiles } from './pixels.ts';
import { emptyTiff } from './tiff.ts';

/**
 * The main picture of an HEIC as an uncompressed TIFF in memory, with 8 bits per channel and its colour profile, neither
 * cropped nor turned: libvips has no decoder of HEVC, and from there on it is an original like any other.
 *
 * @throws {Rejection} `corrupt` for what can't be decoded, and `unsupported_format` for what only the decoder finds out.
 * Any other error if memory ran out, or the decoder is not there.
 */
export async function heicToTiff(bytes: Uint8Array, coded: CodedHeic): Promise<Uint8Array> {
  const libheif = await newLibheif();
  try {
    return decoded(libheif, bytes, coded);
  } catch (error) {
    // A trap of WebAssembly is one of these: its instance is dropped, so nothing that it left behind is used again.
    throw error instanceof Rejection ? error : rejection('heic', error);
  }
}

function decoded(libheif: Libheif, bytes: Uint8Array, coded: CodedHeic): Uint8Array {
  const { size, profile, alpha } = coded;
  const all = [coded, ...(alpha ? [alpha] : [])];
  const opened = open(libheif, bytes, {
    pixels: Math.max(size.width * size.height, coded.most),
    tiles: Math.max(...all.map(({ columns, rows }) => columns * rows)),
  });
  const primary = primaryOf(opened);
  if (alpha && isPremultiplied(opened, primary)) {
    throw unreadable('an HEIC picture of which the colours are multiplied by its alpha channel');
  }
  const stride = alpha === undefined ? 3 : 4;
  const tiff = emptyTiff(size, stride, profile);
  const target = { pixels: tiff.pixels, size, stride };
  copyTiles(opened, primary, coded, 'rgb', { ...target, offset: 0 });
  if (alpha) copyTiles(opened, pictureOf(opened, alpha.item), alpha, 'grey', { ...target, offset: 3 });
  return tiff.bytes;
}
