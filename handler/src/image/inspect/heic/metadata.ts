import type { ItemStart } from '../avif/data.ts';
import type { Item } from '../avif/items.ts';
import type { CodedHeic } from '../inspection.ts';
import { reader } from '../reader.ts';

/** What is longer is read by nobody: see ../../rights/. */
const MOST_BYTES = 262_144;

/** Exif data starts with the distance to their header (ISO/IEC 23008-12, annex A.2.1). */
const DISTANCE = 4;

const XMP = /^(?:\uFEFF|ï»¿)?\s*<(?:\?xpacket|x:xmpmeta|rdf:RDF)/;

/** Of each kind, the first that the file holds. */
export function metadataOf(itemStart: ItemStart, items: readonly Item[]): Pick<CodedHeic, 'exif' | 'xmp'> {
  const [exif] = items.filter(({ type }) => type === 'Exif').map(({ id }) => itemStart(id, MOST_BYTES));
  const xmp = items
    .filter(({ type }) => type === 'mime')
    .find(({ id }) => XMP.test(Buffer.from(itemStart(id, 64)).toString('latin1')));
  return {
    ...(exif !== undefined && exif.length > DISTANCE && { exif: tiffIn(exif) }),
    ...(xmp && { xmp: itemStart(xmp.id, MOST_BYTES + 1) }),
  };
}

const tiffIn = (exif: Uint8Array): Uint8Array => exif.subarray(DISTANCE + reader(exif, 'heic').u32(0));
