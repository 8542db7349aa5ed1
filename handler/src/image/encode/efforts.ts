/** One row of a table of efforts: the settings for images of up to this many pixels. */
export interface Effort {
  readonly pixels: number;
  readonly effort: number;
  readonly quality: number;
}

/**
 * AVIF, 10 bit 4:4:4. Efforts never depend on the clock, so that bytes stay the same: the table keeps every encode
 * below about a second on a vCPU half as fast as the core it was measured on (libaom 3.15, one thread; CPU ms per
 * megapixel):
 *
 *     effort   photographs   white noise   at the most pixels here, photographs
 *     2        320–510       890           0.5 s
 *     1        170–300       700           0.5 s
 *     0        60–100        165           0.4 s
 *
 * Bytes at equal quality: effort 1 like 2, effort 0 about 9 % more. Above the last row, WebP replaces AVIF.
 */
export const AVIF_EFFORTS: readonly Effort[] = [
  { pixels: 1_000_000, effort: 2, quality: 64 },
  { pixels: 2_000_000, effort: 1, quality: 65 },
  { pixels: 5_000_000, effort: 0, quality: 66 },
];

/**
 * Lossy WebP; pixels count all frames. CPU ms per megapixel: effort 4 70–150, effort 2 30–100, effort 0 15–60. Effort 3
 * costs the same as 4; below 2, photographs are larger than their JPEG.
 */
export const WEBP_EFFORTS: readonly Effort[] = [
  { pixels: 4_000_000, effort: 4, quality: 84 },
  { pixels: 24_000_000, effort: 2, quality: 84 },
  { pixels: Infinity, effort: 0, quality: 84 },
];

/** The first row with at least this many pixels; undefined if there is none. */
export function effortFor(table: readonly Effort[], pixels: number): Effort | undefined {
  return table.find((row) => pixels <= row.pixels);
}
