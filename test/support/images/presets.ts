import type { Limits } from '../../../handler/src/image/types.ts';
import { LIMIT_DEFAULTS } from '../../../handler/src/limits.ts';
import { type Overlay, overlaySchema } from '../../../handler/src/overlays.ts';
import { type Preset, PRESET_DEFAULTS, type Presets } from '../../../handler/src/presets.ts';

/** A preset with default options: cover, centre, plain only. */
export function preset(width: number | null, height: number | null, rest: Partial<Preset> = {}): Preset {
  return { ...PRESET_DEFAULTS, width, height, formats: [], quality: {}, ...rest };
}

/** An overlay with default options, of a PNG that there is not. */
export const mark = (look: Partial<Overlay> = {}): Overlay => overlaySchema.parse({ sha256: 'a'.repeat(64), ...look });

/** The module's three default presets, with these negotiated formats in addition to the JPEG. */
export function classic(formats: Preset['formats']): Presets {
  const sizes = [800, 400, 200].map((width) => ({ width, height: (width * 3) / 4 }));
  return Object.fromEntries(
    sizes.map(({ width, height }) => [`${width}x${height}`, preset(width, height, { formats, quality: { jpeg: 80 } })]),
  );
}

/** The module's defaults. */
export const DEFAULT_LIMITS: Limits = LIMIT_DEFAULTS;

export const LIMITS: Limits = { ...DEFAULT_LIMITS, bytes: 50_000_000 };

/** With the decoder of HEIC, as `limits.heic_pixels = 50000000` has them. */
export const LIMITS_WITH_HEIC: Limits = { ...LIMITS, heicPixels: 50_000_000 };
