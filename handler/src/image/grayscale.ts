import type { Raster } from './raster.ts';

/** Shades of linear light that are told apart: the darkest of them is less than one of sRGB's 255. */
const SHADES = 16_383;

const linear = Float64Array.from({ length: 256 }, (_, level) => {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

let levels: Uint8Array | undefined;

/** sRGB's levels of all shades of linear light. */
const levelsOf = (): Uint8Array =>
  (levels ??= Uint8Array.from({ length: SHADES + 1 }, (_, shade) => {
    const value = shade / SHADES;
    return Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
  }));

/**
 * Every pixel in the grey of the same luminance: computed in linear light, with the weights of Rec. 709, whose primaries
 * are sRGB's (IEC 61966-2-1). Weights applied to sRGB's levels would darken saturated colours.
 */
export function grayscale(raster: Raster): Raster {
  const { channels } = raster;
  const data = Uint8Array.from(raster.data);
  const greys = levelsOf();
  for (let at = 0; at < data.length; at += channels) {
    const luminance =
      0.2126 * (linear[data[at] ?? 0] ?? 0) +
      0.7152 * (linear[data[at + 1] ?? 0] ?? 0) +
      0.0722 * (linear[data[at + 2] ?? 0] ?? 0);
    data.fill(greys[Math.round(luminance * SHADES)] ?? 0, at, at + 3);
  }
  return { ...raster, data };
}
