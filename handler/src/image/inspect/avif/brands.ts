import type { Rejection } from '../../../errors.ts';
import type { SourceFormat } from '../../types.ts';
import { corrupt, notAnImage, unsupported } from '../reject.ts';

const HEVC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const VIDEO = new Set([
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'M4V ',
  'qt  ',
  '3gp4',
  '3gp5',
  'dash',
]);

/** The kind of a file that starts with an `ftyp` box, by its brands. */
export function bmffFormat(bytes: Uint8Array): SourceFormat {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024));
  if (text.length < 16) throw notAnImage('the cut-off start of a video or picture container');
  const size = Math.min(text.readUInt32BE(0), text.length);
  const brands = [text.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) brands.push(text.toString('latin1', at, at + 4));
  // Files name all brands they conform to; `mif1` alone does not identify the codec, which then follows from the items.
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  if (brands.some((brand) => HEVC.has(brand))) return 'heic';
  if (brands.some((brand) => brand === 'mif1' || brand === 'miaf' || brand === 'msf1')) return 'avif';
  if (brands[0] === 'crx ') throw unsupported('a camera raw file (CR3)');
  if (brands.some((brand) => brand === 'jp2 ' || brand === 'jpx ')) throw unsupported('a JPEG 2000 picture');
  if (brands.some((brand) => VIDEO.has(brand))) throw notAnImage('a video (MP4 or QuickTime)');
  if (brands.every((brand) => !/^[ -~]{4}$/.test(brand))) throw corrupt('avif', 'it names no brand');
  throw notAnImage('an MP4-like container of an unknown kind');
}

/** Phones write this format by default, so the sentence must help users who never chose it. */
export function heic(): Rejection {
  return unsupported(
    'an HEIC picture (HEVC), the format in which phones keep photos',
    'Share it as JPEG, or set the phone’s camera to “Most Compatible”',
  );
}
