import { messageOf } from '../errors.ts';
import { type Colours, colours, withFullRange } from './bands.ts';
import { toSrgb } from './colour/convert.ts';
import { checkShare } from './inspect/jpeg/check-share.ts';
import { orient } from './orient.ts';
import type { Probed } from './probe.ts';
import { crop, type Raster, type Size, withoutIdleAlpha } from './raster.ts';
import { resize } from './resize.ts';
import { sharp } from './sharp.ts';
import { type FailOn, forgiving } from './strictness.ts';
import type { Limits } from './types.ts';

export interface Decoded {
  readonly raster: Raster;
  readonly degraded: boolean;
}

/** How libvips reports a profile that cannot be applied, in a picture that may be intact; it ignores most of these. */
const UNUSABLE_PROFILE = /^VipsIcc:|^icc_/m;

/** Pixels as sharp hands them out. */
interface Pixels {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number; readonly channels: number };
}

/**
 * The whole original at `size` (upright, at most its own), as sRGB.
 *
 * @param moving decode all frames, not only the first
 * @throws {Rejection} if a decoder cannot read it to the end.
 */
export async function decode(
  bytes: Uint8Array,
  probed: Probed,
  size: Size,
  moving: boolean,
  limits: Limits,
): Promise<Decoded> {
  const { orientation } = probed;
  // libvips rotates a stack of frames as if it were one image, so animations are rotated frame by frame afterwards.
  const turnsLater = orientation > 1 && (moving || !probed.turns);
  const stored = turnsLater && orientation > 4 ? { width: size.height, height: size.width } : size;
  const readWith = (failOn: FailOn, ignoreIcc: boolean): Promise<Pixels> => {
    const image = sharp(probed.substitute ?? bytes, {
      failOn,
      pages: moving ? probed.frames : 1,
      limitInputPixels: moving ? limits.framePixels : limits.pixels,
      ignoreIcc,
    });
    if (!turnsLater) image.autoOrient();
    // sharp converts 16-bit images with a profile through Display P3 and would leave the values there.
    if (probed.deepProfile && probed.colour === undefined) image.withIccProfile('srgb');
    image.toColourspace(probed.colour === undefined ? 'srgb' : 'rgb16');
    if (!isMended(probed)) {
      // JPEG's own reduction (by 2, 4 or 8) comes within 42 to 52 dB of resizing the full image, while JPEG at quality
      // 80 has 28 to 37, and saves half the time. WebP's comes within 37 to 46 and saves a quarter: not worth it.
      image.resize({ ...stored, fit: 'fill', fastShrinkOnLoad: probed.format === 'jpeg' });
    }
    return image.raw({ depth: probed.colour === undefined ? 'uchar' : 'ushort' }).toBuffer({ resolveWithObject: true });
  };
  const read = async (failOn: FailOn): Promise<Pixels> => {
    const isCoded = probed.colour !== undefined;
    try {
      return await readWith(failOn, isCoded);
    } catch (error) {
      if (isCoded || !UNUSABLE_PROFILE.test(messageOf(error))) throw error;
      return readWith(failOn, true);
    }
  };
  const { value, failOn } = await forgiving(probed.format, read, probed.failOn);
  if (failOn === 'error' && probed.format === 'jpeg') checkShare(bytes, limits);
  const raster = await rasterOf(value, probed, stored, moving ? probed.frames : 1);
  return {
    raster: withoutIdleAlpha(turnsLater ? orient(raster, orientation) : raster),
    degraded: failOn === 'error',
  };
}

/**
 * Whether pixels have to be changed before they are resized: channels without a meaning would count as transparency,
 * and what is cropped away would bleed in.
 */
const isMended = ({ idleChannels, crop: area }: Probed): boolean => idleChannels > 0 || area !== undefined;

async function rasterOf({ data, info }: Pixels, probed: Probed, size: Size, frames: number): Promise<Raster> {
  const { pixels, channels } = colourOf(data, info.channels, probed);
  if (!isMended(probed)) return { ...size, frames, data: pixels, channels };
  const whole = { width: info.width, height: info.height, frames, data: pixels, channels };
  return resize(probed.crop === undefined ? whole : crop(whole, probed.crop, probed.crop), size);
}

/** The bands that mean something, in sRGB. */
function colourOf(data: Buffer, bands: number, { colour, idleChannels, limited, bits }: Probed): Colours<Uint8Array> {
  if (colour !== undefined) {
    const { pixels, channels } = colours(new Uint16Array(data.buffer, data.byteOffset, data.length / 2), bands);
    return {
      pixels: withFullRange(toSrgb(pixels, channels, colour, bits), channels, { ...limited, colours: false }),
      channels,
    };
  }
  const { pixels, channels } = colours<Uint8Array>(data, Math.max(1, bands - idleChannels), bands);
  return { pixels: withFullRange(pixels, channels, limited), channels };
}
