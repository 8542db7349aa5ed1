import { type Raster, withAlpha } from './raster.ts';

/** Samples per side of a pixel on the arc: 16 shades of its edge. */
const SAMPLES = 4;

/** Rounds the corners of each frame, by making what lies outside of them transparent. */
export function roundCorners(raster: Raster, corners: number): Raster {
  const radius = Math.min(corners, Math.floor(raster.width / 2), Math.floor(raster.height / 2));
  if (radius === 0) return raster;
  const rounded = withAlpha(raster);
  const { data, width, height, frames } = rounded;
  for (let y = 0; y < radius; y++) {
    for (let x = 0; x < radius; x++) {
      const covered = coverage(x, y, radius);
      if (covered === SAMPLES ** 2) break;
      for (let frame = 0; frame < frames; frame++) {
        for (const row of [y, height - 1 - y]) {
          for (const column of [x, width - 1 - x]) {
            const at = ((frame * height + row) * width + column) * 4 + 3;
            data[at] = Math.round(((data[at] ?? 0) * covered) / SAMPLES ** 2);
          }
        }
      }
    }
  }
  return rounded;
}

/** How many of a pixel's samples lie within the arc of the upper left corner, in integers: the same on every machine. */
function coverage(x: number, y: number, radius: number): number {
  // In units of half a sample.
  const unit = 2 * SAMPLES;
  const square = (at: number): number => (at - unit * radius) ** 2;
  const most = (unit * radius) ** 2;
  if (square(unit * x) + square(unit * y) <= most) return SAMPLES ** 2;
  if (square(unit * (x + 1)) + square(unit * (y + 1)) > most) return 0;
  let covered = 0;
  for (let row = 1; row < unit; row += 2) {
    for (let column = 1; column < unit; column += 2) {
      if (square(unit * x + column) + square(unit * y + row) <= most) covered++;
    }
  }
  return covered;
}
