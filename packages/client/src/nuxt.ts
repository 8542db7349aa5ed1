import { type AdapterOptions, type Asked, presetsFor, urlFor, widthsOf } from './adapter.ts';
import type { Stack } from './stack.ts';

/** The parts of @nuxt/image's `ImageProvider` that are needed. */
export interface NuxtProvider {
  getImage(src: string, options: { modifiers?: Asked | undefined }): { url: string };
}

/** The `image` of nuxt.config, to be completed by the provider. */
export interface NuxtImages {
  screens: Record<string, number>;
  densities: number[];
}

/** What the provider's file exports by default. Nuxt adds a slash to `src`, which is not part of the path. */
export function nuxtProvider<S extends Stack>(stack: S, options?: AdapterOptions<S>): () => NuxtProvider {
  const provider: NuxtProvider = {
    getImage: (src, { modifiers = {} }) => ({
      url: urlFor(stack, src, modifiers, presetsFor(stack, modifiers, options)),
    }),
  };
  return () => provider;
}

/**
 * Screens that are as wide as the presets, named `w` and the width, and one density: `sizes` that names those of one
 * shape gives a `srcset` in which every width is one that there is.
 */
export function nuxtImages(stack: Stack): NuxtImages {
  const widths = widthsOf(stack, { presets: Object.keys(stack.presets) });
  return { screens: Object.fromEntries(widths.map((width) => [`w${width}`, width])), densities: [1] };
}

/** The `sizes` of an image that is as wide as the page, up to the widest preset: `w400:100vw w800:100vw`. */
export function nuxtSizes<S extends Stack>(stack: S, options?: AdapterOptions<S>): string {
  return widthsOf(stack, options)
    .map((width) => `w${width}:100vw`)
    .join(' ');
}
