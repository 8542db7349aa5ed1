import { Rejection } from '../../../errors.ts';
import type { Size } from '../../raster.ts';
import type { Limits } from '../../types.ts';
import { canvasOf } from '../avif/canvas.ts';
import type { ItemStart } from '../avif/data.ts';
import type { Item } from '../avif/items.ts';
import { checkSize } from '../check.ts';
import type { Tiles } from '../inspection.ts';
import type { Reader } from '../reader.ts';
import { corrupt, count, settingOf } from '../reject.ts';
import { configurationOf } from './configuration.ts';
import { otherKind, unreadable } from './unreadable.ts';

/**
 * Pixels of one coded picture. Its decoder needs about seven bytes for each beside the result; phones and cameras cut
 * large pictures into tiles of 0.25 to 3 million.
 */
const MOST_CODED = 26_000_000;

/** All tiles together may have this many times the limit: those at the edges reach beyond the picture. */
const TIMES = 2;

/** Pixels of one coded picture that the decoder may allocate memory for. */
export const mostCoded = ({ heicPixels }: Limits): number => Math.min(MOST_CODED, heicPixels * TIMES);

/** Samples that the decoder reads. */
const DEPTHS = [8, 10, 12];

/** How a picture is coded. */
export interface Picture extends Tiles {
  readonly size: Size;
  readonly bitDepth: number;
  readonly monochrome: boolean;
}

/**
 * A picture that is coded as a whole, or in tiles of one size that cover it without one too many.
 *
 * @param parts that a grid is composed of, in their order
 */
export function pictureOf(
  read: Reader,
  itemStart: ItemStart,
  item: Item,
  parts: readonly Item[],
  limits: Limits,
): Picture {
  if (item.type === 'hvc1') {
    const size = codedSize(item, limits);
    checkSize('heic', size.width, size.height, limits);
    return { size, whole: true, columns: 1, rows: 1, tile: size, ...samplesOf(read, [item]) };
  }
  if (item.type !== 'grid') throw otherKind(item.type);
  const size = canvasOf(itemStart, item);
  if (size === undefined) throw corrupt('heic', 'the grid that it is composed of is missing');
  checkSize('heic', size.width, size.height, limits);
  const [rows, columns] = [1, 1].map((least, at) => least + (itemStart(item.id, 4)[2 + at] ?? 0)) as [number, number];
  const other = parts.find(({ type }) => type !== 'hvc1');
  if (other !== undefined) throw unreadable(`an HEIF picture of tiles of which one is ${JSON.stringify(other.type)}`);
  const first = parts[0];
  if (first === undefined || parts.length !== rows * columns) {
    throw corrupt('heic', `it has ${parts.length} tiles for ${columns} × ${rows} places`);
  }
  const tile = codedSize(first, limits);
  for (const part of parts) {
    const { width, height } = codedSize(part, limits);
    if (width !== tile.width || height !== tile.height) throw corrupt('heic', 'its tiles have different sizes');
  }
  if (!covers(columns, tile.width, size.width) || !covers(rows, tile.height, size.height)) {
    const tiles = `${columns} × ${rows} tiles of ${tile.width} × ${tile.height} pixels`;
    throw corrupt('heic', `it has ${tiles} for ${size.width} × ${size.height}`);
  }
  checkCoded(columns * tile.width * rows * tile.height, limits);
  return { size, whole: false, columns, rows, tile, ...samplesOf(read, parts) };
}

const covers = (tiles: number, side: number, whole: number): boolean =>
  (tiles - 1) * side < whole && whole <= tiles * side;

/** What the property states; the stream may be larger, up to `mostCoded`, and is cropped to it. */
function codedSize({ sizes }: Item, limits: Limits): Size {
  const [size, another] = sizes;
  if (size === undefined) throw corrupt('heic', 'a picture in it does not state its size');
  if (another !== undefined) throw corrupt('heic', 'a picture in it states more than one size');
  checkSize('heic', size.width, size.height, { ...limits, heicPixels: limits.heicPixels * TIMES });
  if (size.width * size.height <= MOST_CODED) return size;
  throw new Rejection(
    'too_many_pixels',
    `The HEIC is coded in one piece of ${count(size.width)} × ${count(size.height)} pixels; at most ` +
      `${count(MOST_CODED)} are allowed in one, and larger pictures in tiles, as phones write them. Share it as JPEG.`,
  );
}

function checkCoded(pixels: number, { heicPixels }: Limits): void {
  const allowed = heicPixels * TIMES;
  if (pixels <= allowed) return;
  throw new Rejection(
    'too_many_pixels',
    `The HEIC has tiles of ${count(pixels)} pixels in all; at most ${count(allowed)} are allowed, ${TIMES} times ` +
      `${settingOf('heicPixels')}. Upload a smaller copy.`,
  );
}

/** Depth and colours, which all parts must share: they are shown as one. */
function samplesOf(read: Reader, parts: readonly Item[]): Pick<Picture, 'bitDepth' | 'monochrome'> {
  const configurations = parts.map((part) => configurationOf(read, part));
  const [first] = configurations;
  if (first === undefined || configurations.some((each) => each === undefined)) {
    throw corrupt('heic', 'a picture in it does not say how it is coded');
  }
  if (configurations.some((each) => each?.bitDepth !== first.bitDepth || each.monochrome !== first.monochrome)) {
    throw corrupt('heic', 'its tiles have different depths or colours');
  }
  if (!DEPTHS.includes(first.bitDepth)) throw unreadable(`an HEIC picture of ${first.bitDepth} bits per channel`);
  return first;
}
