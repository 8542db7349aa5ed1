import type { Rejection } from '../../../errors.ts';
import type { Reader } from '../reader.ts';
import { corrupt } from '../reject.ts';
import type { Box } from './boxes.ts';
import { type Item, itemsIn } from './items.ts';

/** The still image of a HEIF file, and the images beside it. */
export interface Still {
  readonly meta: Box;
  readonly items: readonly Item[];
  readonly primary: Item;
}

/**
 * @param top boxes of the file
 * @param none what a file without a still image is rejected with
 * @throws {Rejection} that one, or `corrupt`
 */
export function stillIn(read: Reader, top: readonly Box[], none: () => Rejection): Still {
  const metas = top.filter((box) => box.type === 'meta');
  const meta = metas[0];
  if (meta === undefined) throw none();
  // Which one counts depends on the decoder: libheif uses the last.
  if (metas.length > 1) throw corrupt(read.format, `it describes its pictures ${metas.length} times`);
  const items = itemsIn(read, meta);
  const primary = items.find((item) => item.primary);
  if (primary === undefined) throw corrupt(read.format, 'it names no main picture');
  return { meta, items, primary };
}
