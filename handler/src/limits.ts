import * as z from 'zod/mini';

import type { Limits } from './image/types.ts';

/** Defaults of limits that the configuration omits. The variable `limits` of the Terraform module has the same. */
export const LIMIT_DEFAULTS: Limits = {
  bytes: 52_428_800,
  pixels: 100_000_000,
  avifPixels: 40_000_000,
  heicPixels: 0,
  frames: 1000,
  framePixels: 100_000_000,
  channels: 5,
  dimension: 8192,
  scans: 64,
  decodedPercent: 90,
};

const limit = (name: keyof Limits, least = 1) => z._default(z.int().check(z.minimum(least)), LIMIT_DEFAULTS[name]);

/**
 * See `Limits` in image/types.ts for units. As with presets, the configuration and digests contain only what differs
 * from the defaults, so adding a limit changes no digest (see `presetSchema`).
 */
export const limitsSchema = z.strictObject({
  bytes: limit('bytes'),
  pixels: limit('pixels'),
  avifPixels: limit('avifPixels'),
  heicPixels: limit('heicPixels', 0),
  frames: limit('frames'),
  framePixels: limit('framePixels'),
  channels: limit('channels'),
  dimension: limit('dimension'),
  scans: limit('scans'),
  decodedPercent: limit('decodedPercent'),
});
