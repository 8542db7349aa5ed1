import type { Presets } from '../presets.ts';
import type { VariantName } from './types.ts';

/** The variants that the presets define, presets in order of their name, the plain variant of each first. */
export function variantNames(presets: Presets): VariantName[] {
  return Object.entries(presets)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([preset, { formats }]): VariantName[] => [
      { name: preset, preset, format: 'plain' },
      ...[...new Set(formats)].sort().map((format) => ({ name: `${preset}@${format}`, preset, format })),
    ]);
}
