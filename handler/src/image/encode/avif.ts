import type { Preset } from '../../presets.ts';
import type { Raster } from '../raster.ts';
import { pipeline } from '../resize.ts';
import { AVIF_EFFORTS, effortFor } from './efforts.ts';
import { type Encoded, encoded } from './encoded.ts';
import { qualityOffset } from './quality-offset.ts';

export interface AvifOptions {
  /** Undefined for the measured one, which depends on what a photograph shows. */
  readonly quality: number | undefined;
  readonly graphic: boolean;
  readonly effort: Preset['effort'];
  /** Metadata: see image/rights. */
  readonly xmp?: string | undefined;
}

/** Undefined if the image has more pixels than the table of efforts allows time for. */
export async function encodeAvif(
  raster: Raster,
  { quality, graphic, effort, xmp }: AvifOptions,
): Promise<Encoded | undefined> {
  const row = effortFor(AVIF_EFFORTS[effort], raster.width * raster.height);
  if (row === undefined) return undefined;
  const image = pipeline(raster).avif({
    quality: quality ?? row.quality + (graphic ? 0 : qualityOffset(raster)),
    effort: row.effort,
    bitdepth: 10,
    chromaSubsampling: '4:4:4',
  });
  return encoded('avif', image, { xmp });
}
