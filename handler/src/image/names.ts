import type { NegotiatedFormat } from '../formats.ts';
import type { Presets } from '../presets.ts';
import type { VariantName } from './types.ts';

/** What a variant is called, in unreserved characters only: no preset's name holds a tilde, so no two share one. */
export const variantName = (preset: string, format: NegotiatedFormat): string => `${preset}~${format}`;

/** The variants that the presets define, presets in order of their name, the plain variant of each first. */
export function variantNames(presets: Presets): VariantName[] {
  return Object.entries(presets)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([preset, { formats }]): VariantName[] => [
      { name: preset, preset, format: 'plain' },
      ...[...new Set(formats)].sort().map((format) => ({ name: variantName(preset, format), preset, format })),
    ]);
}
