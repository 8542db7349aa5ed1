import { Rejection } from '../../errors.ts';
import type { Limits } from '../types.ts';
import { checkChannels, checkMetadata, checkSize } from './check.ts';
import type { Inspection } from './inspection.ts';
import { nextMarker } from './jpeg-markers.ts';
import { type Reader, reader } from './reader.ts';
import { corrupt, count, unsupported } from './reject.ts';

const EOI = 0xd9;
const SOS = 0xda;

/** Frame types that browsers and libjpeg-turbo do not read, by the marker that starts the frame. */
const UNREADABLE_FRAMES = new Map([
  [0xc3, 'a lossless JPEG (SOF3)'],
  [0xc5, 'a hierarchical JPEG (SOF5)'],
  [0xc6, 'a hierarchical progressive JPEG (SOF6)'],
  [0xc7, 'a hierarchical lossless JPEG (SOF7)'],
  [0xc9, 'an arithmetic-coded JPEG (SOF9)'],
  [0xca, 'an arithmetic-coded progressive JPEG (SOF10)'],
  [0xcb, 'an arithmetic-coded lossless JPEG (SOF11)'],
  [0xcd, 'a hierarchical arithmetic-coded JPEG (SOF13)'],
  [0xce, 'a hierarchical arithmetic-coded progressive JPEG (SOF14)'],
  [0xcf, 'a hierarchical arithmetic-coded lossless JPEG (SOF15)'],
  [0xf7, 'a JPEG-LS picture (SOF55)'],
]);

/** Walks the markers up to the end of the picture; whatever follows it is not the decoder's business. */
export function inspectJpeg(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'jpeg');
  let frame: Inspection | undefined;
  let [scans, metadata, parts] = [0, 0, 0];
  for (let at = nextMarker(bytes, 2); at !== -1; at = nextMarker(bytes, at)) {
    const marker = read.u8(at);
    if (marker === EOI) break;
    const length = segmentLength(read, at, scans);
    if (length === undefined) break;
    const unreadable = UNREADABLE_FRAMES.get(marker);
    if (unreadable !== undefined) throw unsupported(unreadable);
    if (marker >= 0xc0 && marker <= 0xc2) frame = frameHeader(read, at + 1, limits);
    else if (marker === SOS) checkScans(++scans, frame, limits);
    else checkMetadata('jpeg', (metadata += length), ++parts);
    at += 1 + length;
  }
  if (frame === undefined) throw corrupt('jpeg', 'it has no frame header (SOF)');
  if (scans === 0) throw corrupt('jpeg', 'it ends before the first scan (SOS)');
  return frame;
}

/** A segment that is cut after a scan may be no more than noise behind a whole picture: then the walk just ends. */
function segmentLength(read: Reader, at: number, scans: number): number | undefined {
  const cut = at + 3 > read.length || at + 1 + read.u16(at + 1) > read.length;
  if (cut && scans > 0) return undefined;
  const length = read.u16(at + 1);
  if (length < 2) throw corrupt('jpeg', `the segment at byte ${at} has an impossible length of ${length}`);
  if (cut) throw corrupt('jpeg', `it ends within the header segment at byte ${at}`);
  return length;
}

function frameHeader(read: Reader, at: number, limits: Limits): Inspection {
  const [bitDepth, height, width, channels] = [read.u8(at + 2), read.u16(at + 3), read.u16(at + 5), read.u8(at + 7)];
  if (bitDepth !== 8) throw unsupported(`a JPEG with ${bitDepth} bits per channel`, 'Save it with 8 bits per channel');
  if (height === 0) throw unsupported('a JPEG that tells its height only at its end (DNL)', 'Save it anew');
  checkSize('jpeg', width, height, limits);
  checkChannels('jpeg', channels, limits);
  return { format: 'jpeg', width, height, frames: 1, channels, bitDepth };
}

/** Each scan of a progressive JPEG goes over every pixel again, and no decoder's own time limit applies in between. */
function checkScans(scans: number, frame: Inspection | undefined, limits: Limits): void {
  if (frame === undefined) throw corrupt('jpeg', 'a scan (SOS) comes before the frame header (SOF)');
  if (scans <= limits.scans) return;
  throw new Rejection(
    'too_many_scans',
    `The JPEG has more than ${count(limits.scans)} scans, which is what is allowed (limit scans); cameras and editors ` +
      'write a dozen at most. Save it anew.',
  );
}
