import type { Raster } from './raster.ts';

/**
 * Makes each frame upright.
 *
 * @param orientation in EXIF's numbering: 1 upright, 2 mirrored, 3 rotated by 180°, 4 flipped, 5 to 8 with sides
 * swapped.
 */
export function orient(raster: Raster, orientation: number): Raster {
  if (orientation < 2 || orientation > 8) return raster;
  const { channels, frames, data } = raster;
  const swapped = orientation > 4;
  const width = swapped ? raster.height : raster.width;
  const height = swapped ? raster.width : raster.height;
  // From which stored side the upright x and y are counted, for 2 to 8.
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const upright = new Uint8Array(data.length);
  let to = 0;
  for (let frame = 0; frame < frames; frame++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, to += channels) {
        const [column, row] = swapped ? [y, x] : [x, y];
        const storedX = fromRight ? raster.width - 1 - column : column;
        const storedY = fromBottom ? raster.height - 1 - row : row;
        const from = ((frame * raster.height + storedY) * raster.width + storedX) * channels;
        for (let channel = 0; channel < channels; channel++) upright[to + channel] = data[from + channel] ?? 0;
      }
    }
  }
  return { ...raster, width, height, data: upright };
}
