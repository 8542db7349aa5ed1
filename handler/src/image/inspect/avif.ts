import type { Limits } from '../types.ts';
import { type Grid, avifGrid } from './avif-grid.ts';
import { avifItems } from './avif-items.ts';
import { boxes } from './bmff-boxes.ts';
import { heic } from './bmff-brands.ts';
import { checkChannels, checkSize } from './check.ts';
import type { Inspection } from './inspection.ts';
import { reader } from './reader.ts';
import { corrupt, unsupported } from './reject.ts';

/** Item types that the decoder turns into AV1 pictures: the coded one, and those put together from others. */
const READABLE = new Set(['av01', 'grid', 'iovl', 'iden']);

/** Walks the boxes of the still picture. An image sequence counts as that picture, which is all that gets read. */
export function inspectAvif(bytes: Uint8Array, limits: Limits): Inspection {
  const read = reader(bytes, 'avif');
  const meta = boxes(read, 0, bytes.length).find((box) => box.type === 'meta');
  if (meta === undefined) throw unsupported('an AVIF without a still picture (an image sequence or a video)');
  const items = avifItems(read, meta);
  const primary = items.find((item) => item.primary);
  if (primary === undefined) throw corrupt('avif', 'it names no main picture');
  if (primary.type === 'hvc1') throw heic();
  if (!READABLE.has(primary.type)) throw unsupported(`an HEIF picture coded as ${JSON.stringify(primary.type)}`);
  const sizes = items.flatMap((item) => item.sizes);
  for (const { width, height } of sizes) checkSize('avif', width, height, limits);
  if (primary.type === 'grid') checkGrid(avifGrid(read, meta, primary.id), limits);
  const size = primary.sizes[0];
  if (size === undefined) throw corrupt('avif', 'it does not tell its width and height');
  checkChannels('avif', primary.channels, limits);
  return { format: 'avif', ...size, frames: 1, channels: primary.channels, bitDepth: primary.bitDepth };
}

/** The canvas is as large as the grid says, whatever size the picture's properties name. */
function checkGrid(grid: Grid | undefined, limits: Limits): void {
  if (grid === undefined) throw corrupt('avif', 'its grid of tiles is missing');
  checkSize('avif', grid.width, grid.height, limits);
}
