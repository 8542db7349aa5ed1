import type { Raster } from '../raster.ts';
import { sharp } from '../sharp.ts';

/** Small enough that white space cannot hide the error of a photograph inside a screenshot. */
const TILE = 16;

/** Mean square error of the worst tile of 16 × 16 pixels, over all bands. */
export async function worstTile(raster: Raster, bytes: Uint8Array): Promise<number> {
  const { width, height, channels, data } = raster;
  const decoder = sharp(bytes).toColourspace('srgb');
  const copy = await (channels === 4 ? decoder.ensureAlpha() : decoder.removeAlpha()).raw().toBuffer();
  const across = Math.ceil(width / TILE);
  const errors = new Float64Array(across * Math.ceil(height / TILE));
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = Math.floor(y / TILE) * across + Math.floor(x / TILE);
      for (let band = 0; band < channels; band++, at++) {
        const difference = (data[at] ?? 0) - (copy[at] ?? 0);
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
