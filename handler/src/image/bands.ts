/** Three bands of colour, or these and alpha. */
export interface Colours<T> {
  readonly pixels: T;
  readonly channels: 3 | 4;
}

/**
 * The colours and alpha of pixels with any number of bands: one is grey, two are grey and alpha, and of more than four
 * the first four count.
 *
 * @param bands to use of each pixel.
 * @param stored bands of each pixel.
 */
export function colours<T extends Uint8Array | Uint16Array>(data: T, bands: number, stored = bands): Colours<T> {
  if (bands === stored && (bands === 3 || bands === 4)) return { pixels: data, channels: bands };
  const sources = bands === 1 ? [0, 0, 0] : bands === 2 ? [0, 0, 0, 1] : bands === 3 ? [0, 1, 2] : [0, 1, 2, 3];
  const channels = sources.length === 3 ? 3 : 4;
  const count = Math.floor(data.length / stored);
  const pixels = new (data.constructor as new (length: number) => T)(count * channels);
  for (let pixel = 0; pixel < count; pixel++) {
    sources.forEach((source, channel) => (pixels[pixel * channels + channel] = data[pixel * stored + source] ?? 0));
  }
  return { pixels, channels };
}

/** Which bands are coded as 16 to 235 (ITU-R BT.601) instead of 0 to 255. */
export interface LimitedBands {
  readonly colours: boolean;
  readonly alpha: boolean;
}

/** Expands limited bands to 0 to 255. */
export function withFullRange(pixels: Uint8Array, channels: 3 | 4, limited: LimitedBands): Uint8Array {
  if (!limited.colours && !(limited.alpha && channels === 4)) return pixels;
  const full = Uint8ClampedArray.from({ length: 256 }, (_, value) => ((value - 16) * 255) / 219);
  return pixels.map((value, at) => {
    const isAlpha = channels === 4 && at % 4 === 3;
    return (isAlpha ? limited.alpha : limited.colours) ? (full[value] ?? 0) : value;
  });
}
