import type { Preset } from '../../presets.ts';
import type { Raster } from '../raster.ts';
import { pipeline } from '../resize.ts';
import { effortFor, WEBP_EFFORTS } from './efforts.ts';
import { type Encoded, encoded } from './encoded.ts';
import { isFaithful } from './fidelity.ts';

export interface WebpOptions {
  readonly quality: number | undefined;
  readonly graphic: boolean;
  /** Milliseconds per frame, for an animation. */
  readonly delays: readonly number[];
  /** How often an animation plays; 0 for an endless loop. */
  readonly loop: number;
  readonly effort: Preset['effort'];
  /** Metadata: see image/rights. */
  readonly xmp?: string | undefined;
}

/**
 * How much larger a nearly lossless graphic may be than a lossy one: text is then 50 dB from the original instead of
 * 31. Most are a quarter of the lossy size; thumbnails of text need the allowance.
 */
const CLARITY = 1.25;

/** Nearly lossless takes 50 to 100 ms per megapixel of graphics, but 400 for a photograph classified as one. */
const MOST_PIXELS = 4_000_000;

export async function encodeWebp(raster: Raster, options: WebpOptions): Promise<Encoded> {
  const lossy = await encodeLossy(raster, options);
  if (!options.graphic || raster.frames > 1) return lossy;
  const small = raster.width * raster.height <= MOST_PIXELS;
  const clear = await encoded(
    'webp',
    pipeline(raster).webp(
      small ? { nearLossless: true, quality: 60, effort: 4 } : { lossless: true, quality: 100, effort: 1 },
    ),
    { xmp: options.xmp },
  );
  if (clear.bytes.length <= CLARITY * lossy.bytes.length) return clear;
  return (await isFaithful(raster, lossy.bytes)) ? lossy : clear;
}

function encodeLossy(raster: Raster, { quality, delays, loop, effort, xmp }: WebpOptions): Promise<Encoded> {
  const row = effortFor(WEBP_EFFORTS[effort], raster.width * raster.height * raster.frames);
  const image = pipeline(raster).webp({
    quality: quality ?? row?.quality ?? 84,
    effort: row?.effort ?? 0,
    ...(raster.frames > 1 && { delay: [...delays], loop }),
  });
  return encoded('webp', image, { frames: raster.frames, xmp });
}
