import * as z from 'zod/mini';

import { OPTIONS, POSITIONS } from './options.ts';

/** Where an overlay can be: a position that does not depend on what the picture shows. */
export const OVERLAY_POSITIONS = POSITIONS.slice(0, 9) as readonly Exclude<
  (typeof POSITIONS)[number],
  'entropy' | 'attention' | 'focal'
>[];

/** A name that a signed transform can spell. */
export const OVERLAY_NAME = new RegExp(`^${OPTIONS.overlay.spelling.pattern}$`);

/** Defaults of what the configuration omits. The variable `overlays` of the Terraform module has the same. */
export const OVERLAY_DEFAULTS = {
  position: 'right bottom',
  size: 25,
  margin: 3,
  opacity: 100,
  tile: false,
} as const;

const percent = (least: number, most: number, standard: number) =>
  z._default(z.int().check(z.minimum(least), z.maximum(most)), standard);

/**
 * A watermark or badge, and how it is laid on a picture. As with presets, digests contain only what differs from the
 * defaults.
 */
export const overlaySchema = z.strictObject({
  /** Of the PNG, in 64 hexadecimal digits. Its object is named by it, so that another mark is another object. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  position: z._default(z.enum(OVERLAY_POSITIONS), OVERLAY_DEFAULTS.position),
  /** Percent of the picture's width and height that the mark fits in; it is never enlarged. */
  size: percent(1, 100, OVERLAY_DEFAULTS.size),
  /** Percent of the picture's shorter side between the mark and the picture's edge, or the next mark. */
  margin: percent(0, 50, OVERLAY_DEFAULTS.margin),
  /** Percent. */
  opacity: percent(1, 100, OVERLAY_DEFAULTS.opacity),
  /** Whether the mark is repeated over the whole picture. */
  tile: z._default(z.boolean(), OVERLAY_DEFAULTS.tile),
});

export const overlaysSchema = z.record(z.string().check(z.regex(OVERLAY_NAME)), overlaySchema);

export type Overlay = z.infer<typeof overlaySchema>;
export type Overlays = z.infer<typeof overlaysSchema>;
