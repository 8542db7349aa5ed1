import { Rejection } from '../../../errors.ts';
import type { Limits } from '../../types.ts';
import { checkChannels, checkMetadata, checkSize } from '../check.ts';
import type { Inspection } from '../inspection.ts';
import { type Reader, reader } from '../reader.ts';
import { corrupt, count, settingOf, unsupported } from '../reject.ts';
import { isProgressive, isReadableFrame, unreadableFrame } from './frames.ts';
import { announcesGainMap, holdsGainMap, isIndex } from './gain-map.ts';
import { nextMarker } from './markers.ts';

const EOI = 0xd9;
const SOS = 0xda;

/** Walks the markers up to the end of the image, or to where decoders stop; they ignore everything after it. */
export function inspectJpeg(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'jpeg');
  let frame: Inspection | undefined;
  let progressive = false;
  let scans = 0;
  let metadata = 0;
  let parts = 0;
  let indexed = false;
  let gainMap = false;
  for (let at = nextMarker(bytes, 2); at !== -1; at = nextMarker(bytes, at)) {
    const marker = read.u8(at);
    if (marker === EOI) {
      gainMap ||= indexed && holdsGainMap(bytes, at);
      break;
    }
    const length = segmentLength(read, at, scans);
    if (length === undefined) break;
    // Decoders use the first frame header, and treat a second one as damage.
    if (frame === undefined) {
      frame = frameHeader(read, at, limits);
      progressive = isProgressive(marker);
    }
    if (marker === SOS) {
      scans += 1;
      checkScans(scans, frame, limits);
      if (!progressive && read.u8(at + 3) === frame?.channels) {
        // The only scan: libjpeg-turbo looks for others if this one has some of the channels (`has_multiple_scans` in
        // jdinput.c), and libvips reads nothing behind the pixels (jpeg2vips.c). No need to walk through megabytes.
        gainMap ||= indexed && holdsGainMap(bytes, at);
        break;
      }
    } else {
      metadata += length;
      parts += 1;
      checkMetadata('jpeg', metadata, parts);
      indexed ||= isIndex(bytes, at);
      gainMap ||= announcesGainMap(bytes, at, length);
    }
    at += 1 + length;
  }
  if (frame === undefined) throw corrupt('jpeg', 'it has no frame header (SOF)');
  if (scans === 0) throw corrupt('jpeg', 'it ends before the first scan (SOS)');
  return { ...frame, gainMap };
}

/** A segment that is truncated after a scan may be garbage after a complete image: the walk then just ends. */
function segmentLength(read: Reader, at: number, scans: number): number | undefined {
  const cut = at + 3 > read.length || at + 1 + read.u16(at + 1) > read.length;
  if (cut && scans === 0) throw corrupt('jpeg', `it ends within the header segment at byte ${at}`);
  // The length includes its own two bytes; decoders tolerate it if it does not.
  return cut ? undefined : Math.max(2, read.u16(at + 1));
}

function frameHeader(read: Reader, at: number, limits: Limits): Inspection | undefined {
  const marker = read.u8(at);
  const unreadable = unreadableFrame(marker);
  if (unreadable !== undefined) throw unsupported(unreadable);
  if (!isReadableFrame(marker)) return undefined;
  const [bitDepth, height, width, channels] = [read.u8(at + 3), read.u16(at + 4), read.u16(at + 6), read.u8(at + 8)];
  if (bitDepth !== 8) throw unsupported(`a JPEG with ${bitDepth} bits per channel`, 'Save it with 8 bits per channel');
  if (height === 0)
    throw unsupported('a JPEG that states its height only at its end (DNL)', 'Save it again with another program');
  checkSize('jpeg', width, height, limits);
  checkChannels('jpeg', channels, limits);
  return { format: 'jpeg', width, height, frames: 1, channels, bitDepth };
}

/** Each scan of a progressive JPEG processes every pixel again, and decoders check no time limit in between. */
function checkScans(scans: number, frame: Inspection | undefined, limits: Limits): void {
  if (frame === undefined) throw corrupt('jpeg', 'a scan (SOS) comes before the frame header (SOF)');
  if (scans <= limits.scans) return;
  throw new Rejection(
    'too_many_scans',
    `The JPEG has at least ${count(scans)} scans; at most ${count(limits.scans)} are allowed (${settingOf('scans')}), ` +
      'and cameras and editors write a dozen. Save it again.',
  );
}
