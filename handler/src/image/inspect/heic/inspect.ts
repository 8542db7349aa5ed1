import type { Size } from '../../raster.ts';
import type { Limits } from '../../types.ts';
import { boxes } from '../avif/boxes.ts';
import { heic } from '../avif/brands.ts';
import { isAlpha } from '../avif/colour.ts';
import { itemStarts } from '../avif/data.ts';
import type { Item } from '../avif/items.ts';
import { itemReferences } from '../avif/references.ts';
import { stillIn } from '../avif/still.ts';
import type { CodedHeic, Inspection, Tiles } from '../inspection.ts';
import { reader } from '../reader.ts';
import { coloursOf, isLimited } from './colours.ts';
import { hasGainMap } from './gain-map.ts';
import { metadataOf } from './metadata.ts';
import { mostCoded, type Picture, pictureOf } from './picture.ts';
import { turned } from './turned.ts';
import { unreadable } from './unreadable.ts';

/**
 * Walks the boxes of the still image, which is one HEVC picture or a grid of them; anything else that HEIF can derive a
 * picture from is refused by name. Images beside the main one (thumbnails, depth, the second eye) are never decoded, so
 * only what the main one and its alpha channel consist of is checked.
 */
export function inspectHeic(bytes: Uint8Array, limits: Limits): Inspection {
  if (limits.heicPixels === 0) throw heic();
  const read = reader(bytes, 'heic');
  const { meta, items, primary } = stillIn(read, boxes(read, 0, bytes.length), () =>
    unreadable('an HEVC image sequence or video'),
  );
  const [itemStart, { parts, auxiliaries }] = [itemStarts(read, meta), itemReferences(read, meta)];
  const named = (ids: readonly number[] = []): Item[] =>
    ids.flatMap((id) => items.find((item) => item.id === id) ?? []);
  const partsOf = (item: Item): Item[] => named(parts.get(item.id));
  const described = (item: Item) => pictureOf(read, itemStart, item, partsOf(item), limits);
  const picture = described(primary);
  const { size, ...tiles } = tilesOf(picture);
  const own = [primary, ...partsOf(primary)];
  const { profile, ...colours } = coloursOf(read, own);
  const alpha = named(auxiliaries.get(primary.id)).find((item) => isAlpha(read, item));
  const alphaPicture = alpha && described(alpha);
  return {
    format: 'heic',
    ...size,
    frames: 1,
    channels: alpha === undefined ? 3 : 4,
    bitDepth: picture.bitDepth,
    ...turned(read, primary, size),
    ...colours,
    limited: {
      colours: isLimited(read, own, picture),
      alpha:
        alpha !== undefined && alphaPicture !== undefined && isLimited(read, [alpha, ...partsOf(alpha)], alphaPicture),
    },
    coded: {
      size,
      most: mostCoded(limits),
      ...tiles,
      ...(alpha && alphaPicture && { alpha: alphaOf(alpha, alphaPicture, size) }),
      ...(profile && { profile }),
      ...metadataOf(itemStart, items),
    },
    gainMap: hasGainMap(read, items),
  };
}

const tilesOf = ({ size, whole, columns, rows, tile }: Picture): Tiles & Pick<CodedHeic, 'size'> => ({
  size,
  whole,
  columns,
  rows,
  tile,
});

function alphaOf({ id }: Item, picture: Picture, { width, height }: Size): NonNullable<CodedHeic['alpha']> {
  const { size, ...tiles } = tilesOf(picture);
  if (size.width === width && size.height === height) return { item: id, ...tiles };
  throw unreadable('an HEIC picture of which the alpha channel has another size');
}
