import type { Area, Size } from '../../raster.ts';
import type { SourceFormat } from '../../types.ts';
import type { Inspection } from '../inspection.ts';
import { type Reader, reader } from '../reader.ts';
import { corrupt } from '../reject.ts';
import type { Item } from './items.ts';

type Turn = readonly [xx: number, xy: number, yx: number, yy: number];

/** From stored to shown coordinates, x to the right and y down, by EXIF orientation. */
const TURNS: readonly Turn[] = [
  [1, 0, 0, 1],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, -1, -1, 0],
  [0, 1, -1, 0],
];
/** By the number of quarter turns anticlockwise (ISO/IEC 23008-12, 6.5.10). */
const ROTATIONS = [1, 8, 3, 6];
/** By the axis: 0 swaps top and bottom, 1 left and right (6.5.12). */
const MIRRORS = [4, 2];

const after = ([a, b, c, d]: Turn, [e, f, g, h]: Turn): Turn => [
  a * e + b * g,
  a * f + b * h,
  c * e + d * g,
  c * f + d * h,
];

/** The EXIF orientation that an item's rotation and mirror amount to, in the order in which they are listed. */
export function turnOf(read: Reader, { properties }: Item): number {
  let turn: Turn = [1, 0, 0, 1];
  for (const { type, start } of properties) {
    const step = type === 'irot' ? ROTATIONS[read.u8(start) & 3] : type === 'imir' ? MIRRORS[read.u8(start) & 1] : 1;
    turn = after(TURNS[(step ?? 1) - 1] ?? turn, turn);
  }
  return 1 + TURNS.findIndex((each) => each.every((value, at) => value === turn[at]));
}

/** The part that an item is cropped to, as the bytes of its box; empty if it is not cropped. */
export function cropOf({ bytes }: Reader, { properties }: Item): Uint8Array {
  const crop = properties.find(({ type }) => type === 'clap');
  return crop === undefined ? Buffer.of() : Buffer.from(bytes.subarray(crop.start, crop.end));
}

/** A picture whose rotation, mirror and crop are taken out, and what they amount to. */
export type Turned = Required<Pick<Inspection, 'turn' | 'substitute'>> & Pick<Inspection, 'crop'>;

/** From the width to the vertical offset, in 8 numbers of 32 bits. */
const CROP_BYTES = 32;

/**
 * libheif crops and turns colours and alpha each by their own properties, but the alpha channel of a picture need not
 * state any: what the picture states counts for both (libavif and browsers do so). Where they differ, all are taken
 * out, to be applied to the whole. Undefined where they agree.
 *
 * @param size of the picture as coded.
 */
export function turnedApart(read: Reader, primary: Item, alpha: Item | undefined, size: Size): Turned | undefined {
  if (alpha === undefined) return undefined;
  const [turn, cropped] = [turnOf(read, primary), cropOf(read, primary)];
  if (turn === turnOf(read, alpha) && Buffer.compare(cropped, cropOf(read, alpha)) === 0) return undefined;
  const crop = cropped.length === 0 ? undefined : areaOf(cropped, size, read.format);
  const substitute = Uint8Array.from(read.bytes);
  const whole = Buffer.alloc(CROP_BYTES);
  [size.width, 1, size.height, 1, 0, 1, 0, 1].forEach((value, at) => whole.writeUInt32BE(value, 4 * at));
  for (const { type, start, end } of [...primary.properties, ...alpha.properties]) {
    // A rotation by nothing, which is as long as a mirror; the whole as what to crop to.
    if (type === 'irot' || type === 'imir') substitute.set(Buffer.from('irot\0', 'latin1'), start - 4);
    else if (type === 'clap' && end - start >= CROP_BYTES) substitute.set(whole, start);
  }
  return { turn, substitute, ...(crop && { crop }) };
}

/** ISO/IEC 14496-12, 12.1.4.1: width, height, and the distance of the centres, each a fraction. */
export function areaOf(box: Uint8Array, { width, height }: Size, format: SourceFormat): Area {
  const its = reader(box, format);
  const share = (at: number): number => (its.u32(at) | 0) / (its.u32(at + 4) | 0);
  const [across, down] = [Math.round(share(0)), Math.round(share(8))];
  const left = Math.round((width - across) / 2 + share(16));
  const top = Math.round((height - down) / 2 + share(24));
  const within = across > 0 && down > 0 && left >= 0 && top >= 0 && left + across <= width && top + down <= height;
  if (!within) throw corrupt(format, 'it is cropped to an area outside of it');
  return { left, top, width: across, height: down };
}
