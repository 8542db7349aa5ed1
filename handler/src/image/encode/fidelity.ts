import type { Raster } from '../raster.ts';
import { sharp } from '../sharp.ts';

/** Small enough that white space cannot hide the error of a photograph inside a screenshot. */
const TILE = 16;

/**
 * Mean square error of the worst tile up to which a lossy copy passes for a graphic: 28 dB, the least that JPEG at quality
 * 80 has in photographs. Icons of 32 × 32 pixels reach 5,000 where half the colour resolution mixes their pixels, and
 * small text 200 to 400; dithered photographs stay at 60 to 80, and text that AVIF keeps at full resolution below 50.
 */
const FAITHFUL = 100;

/** Whether a lossy copy of a graphic looks like it everywhere. */
export async function isFaithful(raster: Raster, bytes: Uint8Array): Promise<boolean> {
  return (await worstTile(raster, bytes)) <= FAITHFUL;
}

/**
 * Mean square error of the worst tile of 16 × 16 pixels, over all bands. Colours count as much as they are opaque:
 * encoders are free to change those of transparent pixels.
 */
export async function worstTile(raster: Raster, bytes: Uint8Array): Promise<number> {
  const { width, height, channels, data } = raster;
  const decoder = sharp(bytes).toColourspace('srgb');
  const copy = await (channels === 4 ? decoder.ensureAlpha() : decoder.removeAlpha()).raw().toBuffer();
  const sums = squaresByTile(data, copy, width, height, channels);
  const across = Math.ceil(width / TILE);
  return sums.reduce((worst, sum, tile) => {
    const columns = Math.min(TILE, width - (tile % across) * TILE);
    const rows = Math.min(TILE, height - Math.floor(tile / across) * TILE);
    return Math.max(worst, sum / (columns * rows * channels));
  }, 0);
}

/** The sum of squared errors of each tile. Like those below, a function of arrays and numbers alone: see texture.ts. */
function squaresByTile(
  data: Uint8Array,
  copy: Uint8Array,
  width: number,
  height: number,
  channels: 3 | 4,
): Float64Array {
  const across = Math.ceil(width / TILE);
  const sums = new Float64Array(across * Math.ceil(height / TILE));
  for (let y = 0, at = 0; y < height; y++) {
    const first = Math.floor(y / TILE) * across;
    const rowEnd = (y + 1) * width * channels;
    for (let tile = first; tile < first + across; tile++) {
      const end = Math.min(at + TILE * channels, rowEnd);
      sums[tile] = (sums[tile] ?? 0) + (channels === 4 ? squaresByOpacity : squares)(data, copy, at, end);
      at = end;
    }
  }
  return sums;
}

function squares(data: Uint8Array, copy: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += ((data[at] ?? 0) - (copy[at] ?? 0)) ** 2;
  return sum;
}

function squaresByOpacity(data: Uint8Array, copy: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at += 4) {
    const opacity = Math.max(data[at + 3] ?? 0, copy[at + 3] ?? 0) / 255;
    sum += squares(data, copy, at, at + 3) * opacity ** 2 + squares(data, copy, at + 3, at + 4);
  }
  return sum;
}
