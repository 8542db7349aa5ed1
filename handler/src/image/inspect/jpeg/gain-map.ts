import { startsWith } from '../signatures.ts';

const APP1 = 0xe1;
const APP2 = 0xe2;
/** ISO 21496-1, annex C; Ultra HDR 1.1 writes it too. */
const ISO = 'urn:iso:std:iso:ts:21496:-1';
/** Adobe's and Ultra HDR 1.0's properties, in the XMP of the picture. */
const XMP = 'http://ns.adobe.com/hdr-gain-map/1.0/';
/** The type of Apple's auxiliary picture, in the XMP of that. */
const APPLE = 'urn:com:apple:photo:2020:aux:hdrgainmap';

/**
 * Whether a segment of the picture says that it has a gain map.
 *
 * @param at the marker's code, which the segment follows.
 */
export function announcesGainMap(bytes: Uint8Array, at: number, length: number): boolean {
  if (bytes[at] === APP2) return startsWith(bytes, ISO, at + 3);
  return bytes[at] === APP1 && Buffer.from(bytes.buffer, bytes.byteOffset + at, length).includes(XMP);
}

/** Whether a segment is the index of several pictures in one file (CIPA DC-007), further ones behind the first. */
export function isIndex(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === APP2 && startsWith(bytes, 'MPF\0', at + 3);
}

/** Whether one of the pictures behind the first is Apple's gain map. */
export function holdsGainMap(bytes: Uint8Array, end: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset + end, bytes.length - end).includes(APPLE);
}
