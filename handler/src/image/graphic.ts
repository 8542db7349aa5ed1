import type { Raster } from './raster.ts';

/** Photographs exceed this within a few rows; text, logos and screenshots stay below it, including smoothed edges. */
const MOST_COLOURS = 4_096;

/** So few that their distribution hardly matters: palettes, gradients, line art. */
const FEW_COLOURS = 512;

/** Icons and pixel art: so small that lossless encoding costs next to nothing. */
const ICON_PIXELS = 1_024;

/** The largest difference between neighbours that counts as a slope, not an edge. */
const SLOPE = 6;

/**
 * Whether an image is text, a logo or a screenshot, which need other encodings than photographs: few colours, in areas
 * (half of all neighbours equal) with edges around them (at most 7 in 10 of the unequal ones close to each other). In
 * screenshots and logos at 200 to 3,200 px, 54 to 99 % of the neighbours were equal and 7 to 44 % of the others close;
 * in photographs 1 to 15 % were equal; in a defocused photograph up to 71 %, but then 94 % of the others were close.
 */
export function isGraphic({ data, width, height, channels }: Raster): boolean {
  if (width * height <= ICON_PIXELS) return true;
  const colours = new Set<number>();
  let equal = 0;
  let close = 0;
  let pairs = 0;
  // The first frame represents the others.
  const end = width * height * channels;
  for (let at = 0, x = 0; at < end; at += channels, x = x + 1 === width ? 0 : x + 1) {
    let difference = 0;
    if (x > 0) {
      pairs++;
      for (let band = at; band < at + channels; band++) {
        difference = Math.max(difference, Math.abs((data[band] ?? 0) - (data[band - channels] ?? 0)));
      }
      if (difference === 0) {
        equal++;
        continue;
      }
      if (difference <= SLOPE) close++;
    }
    colours.add(colourAt(data, at, channels));
    if (colours.size > MOST_COLOURS) return false;
  }
  if (colours.size <= Math.min(FEW_COLOURS, (width * height) / 8)) return true;
  return equal >= 0.5 * pairs && close <= 0.7 * (pairs - equal);
}

function colourAt(data: Uint8Array, at: number, channels: number): number {
  const rgb = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
  return channels === 4 ? rgb + (data[at + 3] ?? 0) * 2 ** 24 : rgb;
}

/** Whether a picture is all shades of grey. */
export function isGrey({ data, channels }: Raster): boolean {
  for (let at = 0; at < data.length; at += channels) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  }
  return true;
}
