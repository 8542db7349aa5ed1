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
  const across = Math.ceil(width / TILE);
  const errors = new Float64Array(across * Math.ceil(height / TILE));
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = Math.floor(y / TILE) * across + Math.floor(x / TILE);
      const opacity = channels === 4 ? Math.max(data[at + 3] ?? 0, copy[at + 3] ?? 0) / 255 : 1;
      for (let band = 0; band < channels; band++, at++) {
        const difference = ((data[at] ?? 0) - (copy[at] ?? 0)) * (band === 3 ? 1 : opacity);
        errors[tile] = (errors[tile] ?? 0) + difference * difference;
      }
    }
  }
  return errors.reduce((worst, sum, tile) => {
    const columns = Math.min(TILE, width - (tile % across) * TILE);
    const rows = Math.min(TILE, height - Math.floor(tile / across) * TILE);
    return Math.max(worst, sum / (columns * rows * channels));
  }, 0);
}
