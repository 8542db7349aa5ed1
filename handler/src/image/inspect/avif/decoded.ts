import { Rejection } from '../../../errors.ts';
import type { Limits } from '../../types.ts';
import { checkSize } from '../check.ts';
import { corrupt, count, settingOf } from '../reject.ts';
import { canvasOf, hasCanvas } from './canvas.ts';
import type { ItemStart } from './data.ts';
import type { Item } from './items.ts';
import type { References } from './references.ts';

/** What decoding an image costs: its pixels in total, and the depth of the images it is derived from. */
interface Decoded {
  readonly pixels: number;
  readonly height: number;
}

const NOTHING: Decoded = { pixels: 0, height: 0 };

/**
 * The pixels of a derived image and all its parts together may be this many times the limit. A grid of tiles needs
 * twice its own size, and its tiles may extend beyond it on two sides; each layer of an overlay may be as large as the
 * whole.
 */
const TIMES = 3;
/** A rotated grid has two: `iden` of `grid` of `av01`. Decoders recurse for each. */
const GENERATIONS = 8;

/**
 * Sums up what is decoded for each image, counting repeated references each time. Checks every image, not only the main
 * one, because decoders let a file choose. The alpha channel of the whole counts as an image of its own; those of its
 * parts belong to the parts.
 *
 * @throws {Rejection} `too_many_pixels`; `corrupt` for images that are parts of themselves.
 */
export function checkDecoded(
  itemStart: ItemStart,
  items: readonly Item[],
  { parts, auxiliaries }: References,
  limits: Limits,
): void {
  const byId = new Map(items.map((item) => [item.id, item]));
  const [alone, withAlpha] = [new Map<number, Decoded>(), new Map<number, Decoded>()];
  const begun = new Set<number>();
  const allowed = limits.avifPixels * TIMES;

  const decoded = (id: number, depth: number): Decoded => {
    const seen = alone.get(id);
    if (seen !== undefined) return seen;
    const item = byId.get(id);
    if (item === undefined) return NOTHING;
    if (begun.has(id)) throw corrupt('avif', 'a picture in it is a part of itself');
    begun.add(id);
    const result = sumOf(ownPixels(itemStart, item, limits), parts.get(id) ?? [], depth, part);
    alone.set(id, result);
    return result;
  };

  const part = (id: number, depth: number): Decoded => {
    const seen = withAlpha.get(id);
    if (seen !== undefined) return seen;
    const { pixels, height } = decoded(id, depth);
    const alpha = sumOf(pixels, auxiliaries.get(id) ?? [], depth, decoded);
    const result = { pixels: alpha.pixels, height: Math.max(height, alpha.height) };
    withAlpha.set(id, result);
    return result;
  };

  const sumOf = (own: number, ids: readonly number[], depth: number, of: typeof decoded): Decoded => {
    checkGenerations(depth);
    let pixels = own;
    let height = 0;
    for (const id of ids) {
      const its = of(id, depth + 1);
      height = Math.max(height, its.height + 1);
      pixels += its.pixels;
      if (pixels > allowed) throw tooMany(pixels, allowed);
    }
    checkGenerations(height);
    return { pixels, height };
  };

  for (const { id } of items) decoded(id, 0);
}

/** Of the image itself, without its parts. */
function ownPixels(itemStart: ItemStart, item: Item, limits: Limits): number {
  // Decoders tolerate this, and allocate as much as the coded image requests.
  if (item.type === 'av01' && item.sizes.length === 0) throw corrupt('avif', 'a picture in it does not state its size');
  if (!hasCanvas(item.type)) return Math.max(0, ...item.sizes.map(({ width, height }) => width * height));
  const canvas = canvasOf(itemStart, item);
  if (canvas === undefined) {
    if (item.primary) throw corrupt('avif', 'the pictures that it is composed of are missing');
    return 0; // No decoder can read it, so none allocates memory for it.
  }
  checkSize('avif', canvas.width, canvas.height, limits);
  return canvas.width * canvas.height;
}

function checkGenerations(generations: number): void {
  if (generations <= GENERATIONS) return;
  throw corrupt('avif', `its pictures are composed of each other more than ${GENERATIONS} levels deep`);
}

function tooMany(pixels: number, allowed: number): Rejection {
  return new Rejection(
    'too_many_pixels',
    `The AVIF is composed of pictures of at least ${count(pixels)} pixels in all; at most ${count(allowed)} are ` +
      `allowed (${TIMES} times ${settingOf('avifPixels')}). Save it as one picture.`,
  );
}
