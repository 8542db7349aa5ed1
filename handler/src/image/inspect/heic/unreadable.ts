import type { Rejection } from '../../../errors.ts';
import { unsupported } from '../reject.ts';

/** Item types of HEIF that are no HEVC picture and no grid, by what they are called elsewhere. */
const NAMES: Readonly<Record<string, string>> = {
  av01: 'AV1',
  avc1: 'AVC (H.264)',
  hvt1: 'a single tile of HEVC',
  iden: 'another picture, cropped or turned',
  iovl: 'an overlay of pictures',
  j2k1: 'JPEG 2000',
  jpeg: 'JPEG',
  lhv1: 'layered HEVC',
  mime: 'a file of another type',
  tmap: 'a picture and its gain map',
  unci: 'uncompressed pixels',
  vvc1: 'VVC (H.266)',
};

const ADVICE = 'Share it as JPEG';

/** A HEIF picture that consists of something else than HEVC. */
export function otherKind(type: string): Rejection {
  const name = NAMES[type] ?? 'an unknown kind';
  return unreadable(`an HEIF picture whose main image is ${name} (${JSON.stringify(type)})`);
}

/** @param what completes "The file is …". */
export const unreadable = (what: string): Rejection => unsupported(what, ADVICE);
