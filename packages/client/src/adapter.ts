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
 * The URL of the smallest of these presets that is as wide as asked, or of the widest.
 *
 * @param src path of the original; one leading slash, which frameworks add, is not part of it
 */
export function urlFor<S extends Stack>(stack: S, src: string, asked: Asked, options: AdapterOptions<S> = {}): string {
  const name = forWidth(stack, asked.width ?? Infinity, options.presets);
  const { formats } = stack.presets[name] as PresetSize;
  const suffix = asked.format && formats.includes(asked.format) ? `@${asked.format}` : '';
  return `${stack.url}/${name}${suffix}/${encodePath(src.replace(/^\//, ''))}`;
}

/** The presets to choose from: those named; otherwise those of the aspect ratio that is asked for, if there are any. */
export function presetsFor<S extends Stack>(
  stack: S,
  asked: Asked,
  { presets }: AdapterOptions<S> = {},
): { presets: readonly PresetName<S>[] } {
  const ratioOf = (box: { width?: number | null | undefined; height?: number | null | undefined }): number =>
    box.width && box.height ? box.width / box.height : 0;
  const wanted = ratioOf(asked);
  const near = Object.values(stack.presets).find((preset) => Math.abs(ratioOf(preset) / wanted - 1) < SAME_RATIO);
  return { presets: presets ?? family(stack, near) };
}
