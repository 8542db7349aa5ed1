import { Rejection } from '../../../errors.ts';
import type { Limits } from '../../types.ts';
import { checkSize } from '../check.ts';
import { corrupt, count, settingOf } from '../reject.ts';
import { canvasOf, hasCanvas } from './canvas.ts';
import type { ItemStart } from './data.ts';
import type { Item } from './items.ts';
import type { References } from './references.ts';

/** What a decoder makes of a picture: how many pixels in all, and of how many generations of others it is put together. */
interface Decoded {
  readonly pixels: number;
  readonly height: number;
}

const NOTHING: Decoded = { pixels: 0, height: 0 };

/**
 * Times the limit that all pictures may have together that one is put together from, itself included. A grid of tiles takes
 * twice its own size, and its tiles stick out on two sides; each layer of an overlay may be as large as the whole.
 */
const TIMES = 3;
/** A rotated grid has two: `iden` of `grid` of `av01`. Decoders call themselves for each. */
const GENERATIONS = 8;

/**
 * Sums up what is decoded for each picture, however often it names another, whichever the main one is: decoders let a file
 * choose. The alpha channel of the whole is a picture of its own here; those of its parts belong to them.
 *
 * @throws {Rejection} `too_many_pixels`; `corrupt` for pictures that are parts of themselves.
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

/** Of the picture itself, without its parts. */
function ownPixels(itemStart: ItemStart, item: Item, limits: Limits): number {
  // Decoders forgive it, and make room for as much as the coded picture asks for.
  if (item.type === 'av01' && item.sizes.length === 0) throw corrupt('avif', 'a picture in it does not tell its size');
  if (!hasCanvas(item.type)) return Math.max(0, ...item.sizes.map(({ width, height }) => width * height));
  const canvas = canvasOf(itemStart, item);
  if (canvas === undefined) {
    if (item.primary) throw corrupt('avif', 'what it is put together from is missing');
    return 0; // Nobody can read it, so nobody makes room for it.
  }
  checkSize('avif', canvas.width, canvas.height, limits);
  return canvas.width * canvas.height;
}

function checkGenerations(generations: number): void {
  if (generations <= GENERATIONS) return;
  throw corrupt('avif', `it is put together from pictures that are put together, more than ${GENERATIONS} times over`);
}

function tooMany(pixels: number, allowed: number): Rejection {
  return new Rejection(
    'too_many_pixels',
    `The AVIF is put together from pictures of at least ${count(pixels)} pixels in all; at most ${count(allowed)} are ` +
      `allowed (${TIMES} times ${settingOf('avifPixels')}). Save it as one picture.`,
  );
}
