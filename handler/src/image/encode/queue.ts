import type { VariantFormat } from '../../formats.ts';
import type { Size } from '../raster.ts';
import type { VariantName } from '../types.ts';

/** AVIF takes four times as long as WebP, and WebP five times as long as JPEG. */
const SLOWEST_FIRST: readonly VariantFormat[] = ['avif', 'webp', 'plain'];

export interface QueuedEncode<Variant> {
  readonly variant: VariantName;
  readonly make: () => Promise<Variant>;
}

/**
 * Variants in the order in which they are encoded: the largest preset first, and of each preset the slowest format
 * first, so that what remains for the end is short and no vCPU waits for another. Presets follow one another, rather
 * than all AVIFs come first, so that few pictures are in memory at a time.
 *
 * @param sizeOf size of a preset's output
 * @param makersOf called once a preset, when its turn comes: what it holds may be freed once its variants are made
 */
export function* inTurn<Variant>(
  names: readonly VariantName[],
  sizeOf: (preset: string) => Size,
  makersOf: (preset: string) => Record<VariantFormat, () => Promise<Variant>>,
): Generator<QueuedEncode<Variant>> {
  const pixels = new Map<string, number>();
  for (const { preset } of names) {
    const { width, height } = sizeOf(preset);
    pixels.set(preset, width * height);
  }
  const presets = [...pixels].sort(([, a], [, b]) => b - a).map(([preset]) => preset);
  for (const preset of presets) {
    const makers = makersOf(preset);
    for (const format of SLOWEST_FIRST) {
      const variant = names.find((each) => each.preset === preset && each.format === format);
      if (variant !== undefined) yield { variant, make: makers[format] };
    }
  }
}
