import sharp from 'sharp';

import type { SourceFormat } from '../../../handler/src/image/types.ts';
import { type Blocks, heic, SRGB } from '../images/heic.ts';

const SIZE = { width: 24, height: 18 };

/** One valid small image of each format. */
export async function seeds(): Promise<Record<SourceFormat, Buffer>> {
  const data = Buffer.from(Array.from({ length: SIZE.width * SIZE.height * 3 }, (_, i) => (i * 37) % 251));
  const source = sharp(data, { raw: { ...SIZE, channels: 3 } });
  const [jpeg, png, webp, gif, tiff, avif] = await Promise.all([
    source.clone().jpeg({ progressive: true }).toBuffer(),
    source.clone().png().toBuffer(),
    source.clone().webp().toBuffer(),
    source.clone().gif().toBuffer(),
    source.clone().tiff({ compression: 'lzw' }).toBuffer(),
    source.clone().avif({ effort: 0 }).toBuffer(),
  ]);
  // Two blocks by two, of which the rest is cut off.
  const blocks: Blocks = { columns: 2, rows: 2, colourAt: (column, row) => [90 + 40 * column, 100 + 20 * row, 140] };
  return { jpeg, png, webp, gif, tiff, avif, heic: heic(blocks, [SRGB], { cut: [8, 14] }) };
}
