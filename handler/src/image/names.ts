import type { VariantFormat } from '../formats.ts';
import type { Presets } from '../presets.ts';
import type { VariantName } from './types.ts';

/** The name of a variant, in unreserved characters only: no preset's name contains a tilde, so names are unique. */
export const variantName = (preset: string, format: VariantFormat): string =>
  format === 'plain' ? preset : `${preset}~${format}`;

/** The variants that the presets define, sorted by preset name, the plain variant of each first. */
export function variantNames(presets: Presets): VariantName[] {
  return Object.entries(presets)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([preset, { formats }]) =>
      (['plain', ...[...new Set(formats)].sort()] as const).map((format) => ({
        name: variantName(preset, format),
        preset,
        format,
      })),
    );
}
