import { encodePath } from '../../../handler/src/urls.ts';
import { candidates, family, forWidth } from './sizes.ts';
import type { PresetName, PresetSize, Stack } from './stack.ts';

/** Which presets a framework's component chooses from. */
export interface AdapterOptions<S extends Stack> {
  /** Presets of one shape; by default, all of the shape that the widest preset has. */
  readonly presets?: readonly PresetName<S>[] | undefined;
}

/** What a framework asks for, in pixels of the screen. */
export interface Asked {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly format?: string | undefined;
}

/** How far two aspect ratios may differ and still be one: widths and heights are whole pixels. */
const SAME_RATIO = 0.02;

/** The widths that the presets have, the smallest first: whatever else a framework asks for gets a wrong label. */
export function widthsOf<S extends Stack>(stack: S, { presets }: AdapterOptions<S> = {}): number[] {
  return candidates(stack, presets).flatMap(({ width }) => width ?? []);
}

/**
 * The URL of the smallest preset that is as wide as asked. If a height is asked for too, of one with that aspect ratio,
 * if there is one.
 *
 * @param src path of the original; one leading slash, which frameworks add, is not part of it
 */
export function urlFor<S extends Stack>(stack: S, src: string, asked: Asked, options: AdapterOptions<S> = {}): string {
  const name = forWidth(stack, asked.width ?? Infinity, options.presets ?? alike(stack, asked));
  const { formats } = stack.presets[name] as PresetSize;
  const suffix = asked.format && formats.includes(asked.format) ? `@${asked.format}` : '';
  return `${stack.url}/${name}${suffix}/${encodePath(src.replace(/^\//, ''))}`;
}

function alike<S extends Stack>(stack: S, { width, height }: Asked): PresetName<S>[] {
  const ratioOf = (preset: { width?: number | null | undefined; height?: number | null | undefined }): number =>
    preset.width && preset.height ? preset.width / preset.height : 0;
  const wanted = ratioOf({ width, height });
  return family(
    stack,
    Object.values(stack.presets).find((preset) => Math.abs(ratioOf(preset) / wanted - 1) < SAME_RATIO),
  );
}
