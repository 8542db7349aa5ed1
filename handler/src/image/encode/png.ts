import type { Sharp } from 'sharp';

import { isGrey } from '../graphic.ts';
import type { Raster } from '../raster.ts';
import { pipeline } from '../resize.ts';
import { type Encoded, encoded, smallest } from './encoded.ts';
import { worstTile } from './fidelity.ts';

export interface PngOptions {
  /** Below 100: at most 256 colours, chosen so that the image reaches this quality. */
  readonly quality: number | undefined;
  readonly graphic: boolean;
  /** Metadata: see image/rights. */
  readonly xmp?: string | undefined;
}

/** Mean square error up to which 256 colours look identical: 38 dB, in the worst part of the image. */
const INVISIBLE = 10;

/** Choosing colours takes up to 1 s per megapixel of a photograph at effort 7, and a quarter of that at effort 1. */
const CAREFUL_PIXELS = 500_000;

/** Lossless, except for a palette that was requested, or that is invisible in text, logos and screenshots. */
export async function encodePng(raster: Raster, { quality = 100, graphic, xmp }: PngOptions): Promise<Encoded> {
  if (quality < 100) return palette(raster, quality, xmp);
  const lossless = await encoded(
    'png',
    // Filters save photographs a third of their bytes, but enlarge graphics by a tenth.
    oneBandIfGrey(raster).png({ compressionLevel: 6, adaptiveFiltering: !graphic }),
    { xmp },
  );
  if (!graphic) return lossless;
  const fewer = await palette(raster, 100, xmp);
  return (await worstTile(raster, fewer.bytes)) <= INVISIBLE ? smallest(lossless, fewer) : lossless;
}

function palette(raster: Raster, quality: number, xmp: string | undefined): Promise<Encoded> {
  const effort = raster.width * raster.height <= CAREFUL_PIXELS ? 7 : 1;
  return encoded('png', pipeline(raster).png({ palette: true, quality, effort, compressionLevel: 9 }), { xmp });
}

function oneBandIfGrey(raster: Raster): Sharp {
  return isGrey(raster) ? pipeline(raster).toColourspace('b-w') : pipeline(raster);
}
