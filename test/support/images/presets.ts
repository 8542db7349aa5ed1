import type { Limits } from '../../../handler/src/image/index.ts';
import type { Preset } from '../../../handler/src/presets.ts';

/** A preset with everything at rest: cover, centre, plain only. */
export function preset(width: number | null, height: number | null, rest: Partial<Preset> = {}): Preset {
  return {
    width,
    height,
    fit: 'cover',
    position: 'centre',
    formats: [],
    quality: {},
    background: '#ffffff',
    make: 'upload',
    animated: false,
    enlarge: false,
    ...rest,
  };
}

export const LIMITS: Limits = {
  bytes: 50_000_000,
  pixels: 100_000_000,
  avifPixels: 40_000_000,
  frames: 1000,
  framePixels: 100_000_000,
  channels: 5,
  edge: 8192,
  scans: 64,
};
