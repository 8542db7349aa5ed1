import * as z from 'zod/mini';

import type { Limits } from './image/types.ts';

/** What a limit that the document does not name is. The variable `limits` of the Terraform module has the same. */
export const LIMIT_DEFAULTS: Limits = {
  bytes: 52_428_800,
  pixels: 100_000_000,
  avifPixels: 40_000_000,
  frames: 1000,
  framePixels: 100_000_000,
  channels: 5,
  dimension: 8192,
  scans: 64,
};

const limit = (name: keyof Limits) => z._default(z.int().check(z.minimum(1)), LIMIT_DEFAULTS[name]);

/**
 * See `Limits` of the image folder for units. As of presets, documents and digests hold what differs from the defaults alone:
 * so a limit that is added later changes nobody's digest (see `presetSchema`).
 */
export const limitsSchema = z.strictObject({
  bytes: limit('bytes'),
  pixels: limit('pixels'),
  avifPixels: limit('avifPixels'),
  frames: limit('frames'),
  framePixels: limit('framePixels'),
  channels: limit('channels'),
  dimension: limit('dimension'),
  scans: limit('scans'),
});
