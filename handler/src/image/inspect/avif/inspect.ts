import type { Rejection } from '../../../errors.ts';
import type { Limits } from '../../types.ts';
import { checkChannels, checkSize } from '../check.ts';
import { inspectHeic } from '../heic/inspect.ts';
import type { Inspection } from '../inspection.ts';
import { reader } from '../reader.ts';
import { corrupt, unsupported } from '../reject.ts';
import { boxes } from './boxes.ts';
import { colourOf, isAlpha } from './colour.ts';
import { itemStarts } from './data.ts';
import { checkDecoded } from './decoded.ts';
import type { Item } from './items.ts';
import { itemReferences } from './references.ts';
import { stillIn } from './still.ts';
import { turnedApart } from './transforms.ts';

/** Item types that the decoder turns into AV1 images: coded ones, and those derived from others. */
const READABLE = new Set(['av01', 'grid', 'iovl', 'iden']);

/** Walks the boxes of the still image. A still image beside an image sequence is read. */
export function inspectAvif(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'avif');
  const top = boxes(read, 0, bytes.length);
  // The decoder takes it for no picture at all.
  if (read.tag(8) === 'avis' && top.some((box) => box.type === 'moov')) throw animated();
  const { meta, items, primary } = stillIn(read, top, animated);
  // `mif1` alone does not identify the codec.
  if (items.some(({ type }) => type === 'hvc1') && !items.some(({ type }) => type === 'av01')) {
    return inspectHeic(bytes, limits);
  }
  if (!READABLE.has(primary.type)) throw unsupported(`an HEIF picture coded as ${JSON.stringify(primary.type)}`);
  for (const { width, height } of items.flatMap((item) => item.sizes)) checkSize('avif', width, height, limits);
  const [itemStart, references] = [itemStarts(read, meta), itemReferences(read, meta)];
  checkDecoded(itemStart, items, references, limits);
  const size = primary.sizes[0];
  if (size === undefined) throw corrupt('avif', 'it does not state its width and height');
  checkChannels('avif', primary.channels, limits);
  const named = (ids: readonly number[] = []): Item[] => items.filter(({ id }) => ids.includes(id));
  const alpha = named(references.auxiliaries.get(primary.id)).find((item) => isAlpha(read, item));
  return {
    format: 'avif',
    ...size,
    frames: 1,
    channels: primary.channels,
    bitDepth: primary.bitDepth,
    ...turnedApart(read, primary, alpha, size),
    ...colourOf(read, primary, named(references.parts.get(primary.id)), alpha, itemStart),
    // ISO 21496-1; it derives the HDR picture from this one and the map.
    gainMap: items.some(({ type }) => type === 'tmap'),
  };
}

function animated(): Rejection {
  return unsupported(
    'an animated AVIF (an image sequence or a video)',
    'Upload the animation as WebP or GIF, or one picture of it as AVIF',
  );
}
