import type { VariantFormat } from '../formats.ts';
import type { Preset } from '../presets.ts';
import { colourOf } from './background.ts';
import { encodeAvif } from './encode/avif.ts';
import { type Encoded, smallest } from './encode/encoded.ts';
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

/** How to make each variant of one preset. Shared intermediate results are made once. */
export type Variants = Record<VariantFormat, () => Promise<Variant>>;

/**
 * - plain: the original's own web format (jpeg, png, webp); for others PNG if anything is transparent, otherwise JPEG,
 * or PNG if a graphic is smaller that way; WebP for an animation.
 * - webp: unless the plain one is smaller.
 * - avif: unless WebP or the plain one is smaller, the image has too many pixels for it, or it is animated.
 */
export function variantsOf(picture: () => Promise<Raster>, preset: Preset, probed: Probed): Variants {
  const subject = lazily(async () => {
    const raster = await picture();
    // A JPEG has no exactly flat areas any more, and most originals are JPEGs: not worth checking every pixel.
    return { raster, graphic: probed.format !== 'jpeg' && isGraphic(raster) };
  });
  const ownWebp = lazily(async () => {
    const { raster, graphic } = await subject();
    return encodeWebp(raster, { quality: preset.quality.webp, graphic, delays: probed.delays, loop: probed.loop });
  });
  const plain = lazily(async () => {
    const { raster, graphic } = await subject();
    if (raster.frames > 1 || probed.format === 'webp') return ownWebp();
    return encodePlain(raster, graphic, preset, probed);
  });
  const webp = lazily(async () => {
    const [own, other] = [await ownWebp(), await plain()];
    // A JPEG is no substitute for what is transparent, as rounded corners are.
    const { channels } = (await subject()).raster;
    return channels === 4 && other.contentType === 'image/jpeg' ? own : smallest(own, other);
  });
  const avif = lazily(async () => {
    const { raster } = await subject();
    if (raster.frames > 1) return webp();
    const [own, other] = await Promise.all([encodeAvif(raster, preset.quality.avif), webp()]);
    return own === undefined ? other : smallest(own, other);
  });
  const sized = (make: () => Promise<Encoded>) => async (): Promise<Variant> => {
    const { width, height } = (await subject()).raster;
    return { ...(await make()), width, height };
  };
  return { plain: sized(plain), webp: sized(webp), avif: sized(avif) };
}

async function encodePlain(raster: Raster, graphic: boolean, preset: Preset, probed: Probed): Promise<Encoded> {
  const { quality, background } = preset;
  const jpeg = async (): Promise<Encoded> =>
    encodeJpeg(raster, {
      quality: quality.jpeg,
      background: raster.channels === 4 ? await colourOf(background, raster) : '#ffffff',
      graphic,
    });
  const png = (): Promise<Encoded> => encodePng(raster, { quality: quality.png, graphic });
  if (probed.format === 'jpeg') return jpeg();
  if (probed.format === 'png' || raster.channels === 4) return png();
  return graphic ? smallest(await png(), await jpeg()) : jpeg();
}
