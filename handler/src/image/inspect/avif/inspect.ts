import type { Limits } from '../../types.ts';
import { checkChannels, checkSize } from '../check.ts';
import type { Inspection } from '../inspection.ts';
import { reader } from '../reader.ts';
import { corrupt, unsupported } from '../reject.ts';
import { boxes } from './boxes.ts';
import { heic } from './brands.ts';
import { itemStarts } from './data.ts';
import { checkDecoded } from './decoded.ts';
import { avifItems } from './items.ts';
import { itemReferences } from './references.ts';

/** Item types that the decoder turns into AV1 images: coded ones, and those derived from others. */
const READABLE = new Set(['av01', 'grid', 'iovl', 'iden']);

/** Walks the boxes of the still image. An image sequence counts as its still image, because only that is read. */
export function inspectAvif(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'avif');
  const metas = boxes(read, 0, bytes.length).filter((box) => box.type === 'meta');
  const meta = metas[0];
  if (meta === undefined) throw unsupported('an AVIF without a still picture (an image sequence or a video)');
  // Which one counts depends on the decoder: libheif uses the last.
  if (metas.length > 1) throw corrupt('avif', `it describes its pictures ${metas.length} times`);
  const items = avifItems(read, meta);
  const primary = items.find((item) => item.primary);
  if (primary === undefined) throw corrupt('avif', 'it names no main picture');
  if (primary.type === 'hvc1') throw heic();
  if (!READABLE.has(primary.type)) throw unsupported(`an HEIF picture coded as ${JSON.stringify(primary.type)}`);
  for (const { width, height } of items.flatMap((item) => item.sizes)) checkSize('avif', width, height, limits);
  checkDecoded(itemStarts(read, meta), items, itemReferences(read, meta), limits);
  const size = primary.sizes[0];
  if (size === undefined) throw corrupt('avif', 'it does not state its width and height');
  checkChannels('avif', primary.channels, limits);
  return { format: 'avif', ...size, frames: 1, channels: primary.channels, bitDepth: primary.bitDepth };
}
