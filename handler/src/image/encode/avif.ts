import type { Raster } from '../raster.ts';
import { pipeline } from '../resize.ts';
import { AVIF_EFFORTS, effortFor } from './efforts.ts';
import { type Encoded, encoded } from './encoded.ts';

/** Undefined if the image has more pixels than the table of efforts allows time for. */
export async function encodeAvif(raster: Raster, quality: number | undefined): Promise<Encoded | undefined> {
  const row = effortFor(AVIF_EFFORTS, raster.width * raster.height);
  if (row === undefined) return undefined;
  const image = pipeline(raster).avif({
    quality: quality ?? row.quality,
    effort: row.effort,
    bitdepth: 10,
    chromaSubsampling: '4:4:4',
  });
  return encoded('avif', image);
}
