import type { Tiles } from '../inspect/inspection.ts';
import { corrupt } from '../inspect/reject.ts';
import type { Size } from '../raster.ts';
import { type Handle, type Opened, withPixels } from './picture.ts';

/** How libheif calls what it is asked for: colour space, chroma and channel of heif_image.h. */
const RGB = { colourSpace: 1, chroma: 10, channel: 10, bytes: 3 };
/** Luma of whatever is coded: an alpha channel may have bands of colour, which say nothing. */
const GREY = { colourSpace: 99, chroma: 99, channel: 0, bytes: 1 };

/** Where a picture's samples go: each pixel takes `stride` bytes, of which the samples start at `offset`. */
export interface Target {
  readonly pixels: Uint8Array;
  readonly size: Size;
  readonly stride: number;
  readonly offset: number;
}

/**
 * Decodes tile by tile, so that only one of them takes memory beside the result. What reaches beyond the picture is cut
 * off.
 *
 * @param kind `rgb` copies three samples of each pixel, `grey` one.
 * @throws {Rejection} `corrupt` if a tile has another size than it says; any other error is the decoder's.
 */
export function copyTiles(opened: Opened, handle: Handle, tiles: Tiles, kind: 'rgb' | 'grey', target: Target): void {
  const { whole, columns, rows, tile } = tiles;
  const wanted = kind === 'grey' ? GREY : RGB;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = whole ? undefined : { column, row };
      withPixels(opened, handle, wanted, place, (samples, rowBytes, size) => {
        if (size.width !== tile.width || size.height !== tile.height) {
          throw corrupt(
            'heic',
            `a tile of it is coded with ${size.width} × ${size.height} pixels, not ${tile.width} × ${tile.height}`,
          );
        }
        copyTile(samples, rowBytes, wanted.bytes, tile, { left: column * tile.width, top: row * tile.height }, target);
      });
    }
  }
}

function copyTile(
  samples: Uint8Array,
  rowBytes: number,
  bytes: number,
  tile: Size,
  { left, top }: { readonly left: number; readonly top: number },
  { pixels, size, stride, offset }: Target,
): void {
  const width = Math.min(tile.width, size.width - left);
  const height = Math.min(tile.height, size.height - top);
  for (let y = 0; y < height; y++) {
    const from = y * rowBytes;
    const to = ((top + y) * size.width + left) * stride + offset;
    if (bytes === stride) {
      pixels.set(samples.subarray(from, from + width * bytes), to);
      continue;
    }
    for (let x = 0; x < width; x++) {
      for (let band = 0; band < bytes; band++) pixels[to + x * stride + band] = samples[from + x * bytes + band] ?? 0;
    }
  }
}
