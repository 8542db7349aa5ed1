import type { NegotiatedFormat } from './formats.ts';

/** Defaults of options that a preset omits. The variable `presets` of the Terraform module has the same. */
export const PRESET_DEFAULTS = {
  width: null,
  height: null,
  fit: 'cover',
  position: 'centre',
  /** In alphabetical order, as in the digest. */
  formats: ['avif', 'webp'] as NegotiatedFormat[],
  quality: { jpeg: 80 },
  background: '#ffffff',
  make: 'upload',
  animated: false,
  enlarge: false,
} as const;
