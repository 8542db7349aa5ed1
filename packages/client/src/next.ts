import { type AdapterOptions, urlFor, widthsOf } from './adapter.ts';
import type { Stack } from './stack.ts';

/** The `images` of next.config, to be completed by `loader: 'custom'` and the `loaderFile`. */
export interface NextImages {
  deviceSizes: number[];
  imageSizes: number[];
}

/** What the `loaderFile` exports by default: `({ src, width }) => url`. The quality is the preset's. */
export function nextLoader<S extends Stack>(
  stack: S,
  options?: AdapterOptions<S>,
): (asked: { src: string; width: number }) => string {
  return ({ src, width }) => urlFor(stack, src, { width }, options);
}

/**
 * The widths that Next may ask for: those that there are. With Next's own, one file would appear in a `srcset` with
 * several wrong widths. All are called screens, because Next offers an image as wide as its page no others.
 */
export function nextImages<S extends Stack>(stack: S, options?: AdapterOptions<S>): NextImages {
  return { deviceSizes: widthsOf(stack, options), imageSizes: [] };
}
