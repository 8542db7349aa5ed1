import { type AdapterOptions, urlFor, widthsOf } from './adapter.ts';
import type { Stack } from './stack.ts';

/** From this width on, Next calls a width that of a screen. */
const SMALLEST_SCREEN = 640;

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
 * several wrong widths.
 */
export function nextImages<S extends Stack>(stack: S, options?: AdapterOptions<S>): NextImages {
  const widths = widthsOf(stack, options);
  const screens = widths.filter((width) => width >= SMALLEST_SCREEN);
  const deviceSizes = screens.length > 0 ? screens : widths.slice(-1);
  return { deviceSizes, imageSizes: widths.filter((width) => !deviceSizes.includes(width)) };
}
