import type { Preset, Presets } from '../handler/src/presets.ts';

const SIZES = [
  [800, 600],
  [400, 300],
  [200, 150],
] as const;

/** The classic three, as the module's default has them, with these negotiated formats beside the JPEG. */
export function classic(formats: Preset['formats']): Presets {
  return Object.fromEntries(
    SIZES.map(([width, height]) => [
      `${width}x${height}`,
      {
        width,
        height,
        fit: 'cover',
        position: 'centre',
        formats,
        quality: { jpeg: 80 },
        background: '#ffffff',
        make: 'upload',
        animated: false,
        enlarge: false,
      } satisfies Preset,
    ]),
  );
}

/** MB and seconds that the module gives the process function by default: one vCPU. */
export const FUNCTION = { memory: 1769, timeout: 60 } as const;

/** What the module sets by default. */
export const LIMITS = {
  bytes: 52_428_800,
  pixels: 100_000_000,
  avifPixels: 40_000_000,
  frames: 1000,
  framePixels: 100_000_000,
  channels: 5,
  edge: 8192,
  scans: 64,
} as const;
