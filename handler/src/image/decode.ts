import { orient } from './orient.ts';
import type { Probed } from './probe.ts';
import { type Raster, type Size, withoutIdleAlpha } from './raster.ts';
import { sharp } from './sharp.ts';
import { type FailOn, forgiving } from './strictness.ts';
import type { Limits } from './types.ts';

export interface Decoded {
  readonly raster: Raster;
  readonly degraded: boolean;
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
  // libvips rotates a stack of frames as if it were one image, so animations are rotated frame by frame afterwards.
  const turnsLater = moving && probed.orientation > 1;
  const stored = turnsLater && probed.orientation > 4 ? { width: size.height, height: size.width } : size;
  const read = (failOn: FailOn): Promise<{ data: Buffer; info: { channels: number } }> => {
    const image = sharp(bytes, {
      failOn,
      pages: moving ? probed.frames : 1,
      limitInputPixels: moving ? limits.framePixels : limits.pixels,
    });
    if (!turnsLater) image.autoOrient();
    // sharp converts 16-bit images with a profile through Display P3 and would leave the values there.
    if (probed.deepProfile) image.withIccProfile('srgb');
    return (
      image
        .toColourspace('srgb')
        // JPEG's own reduction (by 2, 4 or 8) comes within 42 to 52 dB of resizing the full image, while JPEG at
        // quality 80 has 28 to 37, and saves half the time. WebP's comes within 37 to 46 and saves a quarter: not worth
        // it.
        .resize({ ...stored, fit: 'fill', fastShrinkOnLoad: probed.format === 'jpeg' })
        .raw()
        .toBuffer({ resolveWithObject: true })
    );
  };
  const { value, failOn } = await forgiving(probed.format, read, probed.failOn);
  const raster = rasterOf(value.data, value.info.channels, stored, moving ? probed.frames : 1);
  return {
    raster: withoutIdleAlpha(turnsLater ? orient(raster, probed.orientation) : raster),
    degraded: failOn === 'error',
  };
}

/** Images with more bands than colours and one alpha keep the first four. */
function rasterOf(data: Uint8Array, bands: number, size: Size, frames: number): Raster {
  if (bands === 3 || bands === 4) return { ...size, frames, data, channels: bands };
  const sources = bands === 1 ? [0, 0, 0] : bands === 2 ? [0, 0, 0, 1] : [0, 1, 2, 3];
  const channels = sources.length === 3 ? 3 : 4;
  const pixels = data.length / bands;
  const rgb = new Uint8Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    sources.forEach((source, channel) => (rgb[pixel * channels + channel] = data[pixel * bands + source] ?? 0));
  }
  return { ...size, frames, data: rgb, channels };
}
