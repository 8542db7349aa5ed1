import type { Limits } from '../../types.ts';
import { checkChannels, checkPieces, checkSize } from '../check.ts';
import type { Inspection } from '../inspection.ts';
import { reader } from '../reader.ts';
import { corrupt, unsupported } from '../reject.ts';
import { checkDirectories } from './directories.ts';
import { checkKind, idleSamples, type Samples } from './kinds.ts';
import { type Directory, readDirectory, type Values, valuesOf } from './tags.ts';

const TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samplesPerPixel: 277,
  stripSizes: 279,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileSizes: 325,
  subDirectories: 330,
  extraSamples: 338,
  sampleFormat: 339,
  dngVersion: 50_706,
} as const;

/** Checks the offset of every directory, but the content of the first only: that is the image that is read. */
export function inspectTiff(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'tiff');
  const little = read.u8(0) === 0x49;
  const layout = { little, big: read.u16(2, little) === 43 };
  const start = layout.big ? read.u64(8, little) : read.u32(4, little);
  const first = readDirectory(read, layout, start);
  if (first === undefined) throw corrupt('tiff', `there is no directory at byte ${start}, where its header points`);
  const values = (tag: keyof typeof TAG) => valuesOf(read, layout, first, TAG[tag]);
  const one = (tag: keyof typeof TAG) => at(values(tag), 0);

  refuseRaw(first, one('subfileType') ?? 0);
  const [width, height, channels] = [one('width'), one('height'), one('samplesPerPixel') ?? 1];
  if (width === undefined || height === undefined) throw corrupt('tiff', 'it does not state its width and height');
  checkSize('tiff', width, height, limits);
  checkChannels('tiff', channels, limits);
  const [tileWidth, tileHeight] = [one('tileWidth'), one('tileHeight')];
  // A decoder allocates memory for a whole tile, however small the image.
  if (tileWidth !== undefined && tileHeight !== undefined) checkSize('tiff', tileWidth, tileHeight, limits);
  checkDirectories(read, layout, start);
  checkPlaces(values('stripOffsets'), values('stripSizes'), bytes.length);
  checkPlaces(values('tileOffsets'), values('tileSizes'), bytes.length);
  const samples: Samples = {
    compression: one('compression') ?? 1,
    photometric: one('photometric'),
    channels,
    bits: few(values('bitsPerSample'), channels),
    formats: few(values('sampleFormat'), channels),
    extras: few(values('extraSamples'), channels),
  };
  checkKind(samples);
  return {
    format: 'tiff',
    width,
    height,
    frames: 1,
    channels,
    bitDepth: samples.bits[0] ?? 1,
    idleChannels: idleSamples(samples),
  };
}

/** At most as many as there are channels, whose number is limited. */
function few(values: Values | undefined, most: number): number[] {
  return Array.from({ length: Math.min(values?.length ?? 0, most) }, (_, index) => at(values, index) ?? 0);
}

function at(values: Values | undefined, index: number): number | undefined {
  return values !== undefined && index < values.length ? values.at(index) : undefined;
}

/** The first image of a raw file is its thumbnail: publishing that as the photo would be worse than rejecting it. */
function refuseRaw(first: Directory, subfileType: number): void {
  const isThumbnail = subfileType % 2 === 1 && first.tags.has(TAG.subDirectories);
  if (isThumbnail || first.tags.has(TAG.dngVersion)) {
    throw unsupported('a camera raw file (based on TIFF, such as DNG or NEF)', 'Develop it and upload that as JPEG');
  }
}

function checkPlaces(offsets: Values | undefined, sizes: Values | undefined, length: number): void {
  checkPieces('tiff', offsets?.length ?? 0, 'strips or tiles');
  for (let i = 0; i < (offsets?.length ?? 0); i++) {
    const [offset, size] = [at(offsets, i) ?? 0, at(sizes, i) ?? 0];
    if (size === 0 || offset + size <= length) continue;
    throw corrupt('tiff', `its strip or tile ${i + 1} should end at byte ${offset + size}, but the file has ${length}`);
  }
}
