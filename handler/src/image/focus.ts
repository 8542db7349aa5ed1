import type { Point } from '../focal-point.ts';
import type { Probed } from './probe.ts';
import type { Size } from './raster.ts';

/** A packet of XMP with a hundred faces takes 40 kB; a JPEG's segment holds 64. */
export const MOST_XMP_BYTES = 262_144;

/**
 * Where the subject is by what the file itself says, in the upright picture: the middle of the faces, pets or focus areas
 * that its XMP names, otherwise its Exif's subject area. Both count in the picture as it is stored, before it is turned:
 * Exif 2.32 (CIPA DC-008), tag 9214, says so, and for XMP it is what digiKam and Apple write
 * (https://github.com/bpatrik/pigallery2/issues/979). Undefined if it says nothing, or nothing that can be understood.
 */
export async function embeddedFocus({ xmp, exif, size, orientation, turns }: Probed): Promise<Point | undefined> {
  // An AVIF is turned by itself, and nobody says whether before or after.
  if (!turns) return undefined;
  const stored = orientation > 4 ? { width: size.height, height: size.width } : size;
  try {
    const point = (await focusInXmp(xmp, stored)) ?? (await focusInExif(exif, stored));
    return point && isWithin(point) ? upright(point, orientation) : undefined;
  } catch {
    return undefined;
  }
}

/** Both parsers are loaded only for originals that have something to parse. */
async function focusInXmp(xmp: Uint8Array | undefined, stored: Size): Promise<Point | undefined> {
  if (xmp === undefined || xmp.length > MOST_XMP_BYTES) return undefined;
  return (await import('./xmp-regions.ts')).focusOfRegions(Buffer.from(xmp).toString('utf8'), stored);
}

async function focusInExif(exif: Uint8Array | undefined, stored: Size): Promise<Point | undefined> {
  if (exif === undefined) return undefined;
  const { default: read } = await import('exif-reader');
  const { SubjectArea: area, PixelXDimension, PixelYDimension } = read(Buffer.from(exif)).Photo ?? {};
  // A point, a circle or a rectangle: the first two numbers are its middle in each case.
  const [x, y] = area ?? [];
  if (x === undefined || y === undefined) return undefined;
  return { x: x / (PixelXDimension ?? stored.width), y: y / (PixelYDimension ?? stored.height) };
}

const isWithin = ({ x, y }: Point): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;

/** A point of the stored picture in the picture as it is shown, by its Exif orientation. */
export function upright({ x, y }: Point, orientation: number): Point {
  const [mirrored, flipped] = [1 - x, 1 - y];
  const turned: Readonly<Record<number, Point>> = {
    2: { x: mirrored, y },
    3: { x: mirrored, y: flipped },
    4: { x, y: flipped },
    5: { x: y, y: x },
    6: { x: flipped, y: x },
    7: { x: flipped, y: mirrored },
    8: { x: y, y: mirrored },
  };
  return turned[orientation] ?? { x, y };
}
