import type { Preset } from '../../presets.ts';

/** One row of a table of efforts: the settings for images of up to this many pixels. */
export interface EffortRow {
  readonly pixels: number;
  readonly effort: number;
  readonly quality: number;
}

type Efforts = Record<Preset['effort'], readonly EffortRow[]>;

/**
 * AVIF, 10 bit 4:4:4. Efforts never depend on the clock, so that bytes stay the same: the tables keep an encode of a
 * photograph below about a second on a vCPU half as fast as the core it was measured on, and below four with `small`
 * (libaom 3.15, one thread; CPU ms per megapixel, and bytes of photographs at 800 px at equal SSIMULACRA2):
 *
 *     effort   photographs   white noise   bytes
 *     4        3,400         –              89 %
 *     3        840           –              95 %
 *     2        320–540       890           100 %
 *     1        170–285       700           105 %
 *     0        60–110        165           118 %
 *
 * Above the last row, WebP replaces AVIF.
 */
export const AVIF_EFFORTS: Efforts = {
  small: [
    { pixels: 500_000, effort: 4, quality: 63 },
    { pixels: 2_000_000, effort: 3, quality: 64 },
    { pixels: 3_000_000, effort: 2, quality: 64 },
    { pixels: 5_000_000, effort: 1, quality: 65 },
  ],
  balanced: [
    { pixels: 1_000_000, effort: 2, quality: 64 },
    { pixels: 2_000_000, effort: 1, quality: 65 },
    { pixels: 5_000_000, effort: 0, quality: 66 },
  ],
  fast: [
    { pixels: 1_000_000, effort: 1, quality: 65 },
    { pixels: 5_000_000, effort: 0, quality: 66 },
  ],
};

/**
 * Lossy WebP; pixels count all frames. CPU ms per megapixel, and bytes at equal SSIMULACRA2: effort 6 200, 95 %; effort
 * 4 70–150, 100 %; effort 2 30–100, 102 %; effort 0 15–60. Effort 3 costs the same as 4; below 2, photographs are larger
 * than their JPEG.
 */
export const WEBP_EFFORTS: Efforts = {
  small: [
    { pixels: 4_000_000, effort: 6, quality: 84 },
    { pixels: 24_000_000, effort: 4, quality: 84 },
    { pixels: Infinity, effort: 2, quality: 84 },
  ],
  balanced: [
    { pixels: 4_000_000, effort: 4, quality: 84 },
    { pixels: 24_000_000, effort: 2, quality: 84 },
    { pixels: Infinity, effort: 0, quality: 84 },
  ],
  fast: [
    { pixels: 24_000_000, effort: 2, quality: 84 },
    { pixels: Infinity, effort: 0, quality: 84 },
  ],
};

/** The first row with at least this many pixels; undefined if there is none. */
export function effortFor(table: readonly EffortRow[], pixels: number): EffortRow | undefined {
  return table.find((row) => pixels <= row.pixels);
}
