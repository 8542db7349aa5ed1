import type { VariantFormat } from '../formats.ts';
import type { Preset } from '../presets.ts';
import { encodeAvif } from './encode/avif.ts';
import { type Encoded, smallest, unlessSmaller } from './encode/encoded.ts';
import { isFaithful } from './encode/fidelity.ts';
import { encodeJpeg } from './encode/jpeg.ts';
import { encodePng } from './encode/png.ts';
import { encodeWebp } from './encode/webp.ts';
import { isGraphic } from './graphic.ts';
import { lazily } from './lazily.ts';
import type { Probed } from './probe.ts';
import type { Raster } from './raster.ts';

export interface Variant extends Encoded {
  readonly width: number;
  readonly height: number;
}

/**
 * Up to so many pixels, AVIF is compared with WebP whatever the original: a thumbnail's WebP takes 5 ms, and AVIF is
 * larger for every second photograph at 64 px across, but for one in ten at 200.
 */
const THUMBNAIL_PIXELS = 40_000;

/** How to make each variant of one preset. Shared intermediate results are made once. */
export type Variants = Record<VariantFormat, () => Promise<Variant>>;

/**
 * - plain: the original's own web format (jpeg, png, webp); for others PNG if anything is transparent, otherwise JPEG,
 * or PNG if a graphic is smaller that way or would lose too much as JPEG; WebP for an animation.
 * - webp: unless the plain one is clearly smaller.
 * - avif: unless WebP or the plain one is clearly smaller, a graphic would lose too much, the image has too many pixels
 * for it, or it is animated.
 *
 * JPEGs are photographs, for which the formats' sizes are known to be in the opposite order: of their variants, only
 * AVIF thumbnails are compared, so that nothing is encoded that is not stored.
 *
 * @param xmp a packet of metadata for each
 */
export function variantsOf(
  picture: () => Promise<Raster>,
  preset: Preset,
  probed: Probed,
  xmp: string | undefined,
): Variants {
  const subject = lazily(async () => {
    const raster = await picture();
    // A JPEG has no exactly flat areas any more, and most originals are JPEGs: not worth checking every pixel.
    return { raster, graphic: probed.format !== 'jpeg' && isGraphic(raster) };
  });
  const ownWebp = lazily(async () => {
    const { raster, graphic } = await subject();
    return encodeWebp(raster, {
      quality: preset.quality.webp,
      graphic,
      effort: preset.effort,
      delays: probed.delays,
      loop: probed.loop,
      xmp,
    });
  });
  const plain = lazily(async () => {
    const { raster, graphic } = await subject();
    if (raster.frames > 1 || probed.format === 'webp') return ownWebp();
    return encodePlain(raster, graphic, preset, probed, xmp);
  });
  const webp = lazily(async () => {
    const own = await ownWebp();
    return probed.format === 'jpeg' ? own : unlessSmaller(own, await plain());
  });
  const avif = lazily(async () => {
    const { raster, graphic } = await subject();
    if (raster.frames > 1) return webp();
    const own = encodeAvif(raster, { quality: preset.quality.avif, graphic, effort: preset.effort, xmp });
    const isCompared = probed.format !== 'jpeg' || raster.width * raster.height <= THUMBNAIL_PIXELS;
    if (!isCompared) return (await own) ?? webp();
    const [made, ...others] = await Promise.all([own, webp(), ...(probed.format === 'jpeg' ? [] : [plain()])]);
    const best = made === undefined ? others[0] : unlessSmaller(made, ...others);
    const isWrong = graphic && best === made && !(await isFaithful(raster, best.bytes));
    return isWrong ? others[0] : best;
  });
  const sized = (make: () => Promise<Encoded>) => async (): Promise<Variant> => {
    const { width, height } = (await subject()).raster;
    return { ...(await make()), width, height };
  };
  return { plain: sized(plain), webp: sized(webp), avif: sized(avif) };
}

async function encodePlain(
  raster: Raster,
  graphic: boolean,
  preset: Preset,
  probed: Probed,
  xmp: string | undefined,
): Promise<Encoded> {
  const { quality, background, effort } = preset;
  const jpeg = (): Promise<Encoded> => encodeJpeg(raster, { quality: quality.jpeg, background, graphic, effort, xmp });
  const png = (): Promise<Encoded> => encodePng(raster, { quality: quality.png, graphic, xmp });
  if (probed.format === 'jpeg') return jpeg();
  if (probed.format === 'png' || raster.channels === 4) return png();
  if (!graphic) return jpeg();
  const [exact, lossy] = [await png(), await jpeg()];
  const best = smallest(exact, lossy);
  return best === lossy && !(await isFaithful(raster, lossy.bytes)) ? exact : best;
}
