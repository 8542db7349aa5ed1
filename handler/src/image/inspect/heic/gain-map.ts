import { FULL, type Item } from '../avif/items.ts';
import type { Reader } from '../reader.ts';

/** Apple's and Samsung's names of a gain map, in the property `auxC`: `urn:com:apple:photo:2020:aux:hdrgainmap`. */
const GAIN_MAP = /^urn:com:[a-z]+:photo:\d{4}:aux:hdrgainmap\0/;

/** Whether any item is a gain map of a phone's maker, or the picture that ISO 21496-1 derives from one. */
export const hasGainMap = (read: Reader, items: readonly Item[]): boolean =>
  items.some(
    ({ type, properties }) =>
      type === 'tmap' ||
      properties.some(
        (box) => box.type === 'auxC' && GAIN_MAP.test(read.tag(box.start + FULL, box.end - box.start - FULL)),
      ),
  );
