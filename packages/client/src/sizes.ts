import type { PresetName, PresetSize, Size, Stack } from './stack.ts';

/** A preset with the size in which an image is delivered; null where only the image's own size would tell. */
export interface Candidate<Name extends string> {
  readonly name: Name;
  readonly width: number | null;
  readonly height: number | null;
}

/** Whether the preset's box decides the aspect ratio, and not the image. */
const isBox = ({ width, height, fit }: PresetSize): unknown => width && height && !/side/.test(fit);

/** Presets of an equal shape show the same part of an image: this text is the same for them. */
const shapeName = (preset: PresetSize): string =>
  isBox(preset) ? preset.fit + String(Math.round(((preset.width as number) / (preset.height as number)) * 50)) : '';

/** Nulls count as 0, as in JavaScript's own arithmetic. */
const byWidth = (a: Pick<PresetSize, 'width'>, b: Pick<PresetSize, 'width'>): number =>
  (a.width as number) - (b.width as number);

/** The presets of the same shape as this one, or as the widest. */
export function family<S extends Stack>(
  { presets }: S,
  like = Object.values(presets).sort(byWidth).at(-1) as PresetSize,
): PresetName<S>[] {
  return Object.keys(presets).filter((name) => shapeName(presets[name] as PresetSize) === shapeName(like));
}

/** What handler/src/image/geometry.ts computes, in a fraction of the bytes: a test compares the two. */
function delivered(preset: PresetSize, image: Size): Size {
  const { width, height, fit, enlarge } = preset;
  const across = (width ?? Infinity) / image.width;
  const down = (height ?? Infinity) / image.height;
  const least = Math.min(across, down);
  const times = (size: Size, scale: number, other = scale): Size => ({
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * other)),
  });
  const bound = (scale: number): number => (enlarge ? scale : Math.min(1, scale));
  if (!isBox(preset)) return times(image, bound(fit === 'outside' && width && height ? Math.max(across, down) : least));
  if (fit === 'fill') return times(image, bound(across), bound(down));
  // The box, or as much of it as the image fills.
  return times(preset as Size, enlarge ? 1 : Math.min(1, 1 / (fit === 'cover' ? Math.max(across, down) : least)));
}

/**
 * The sizes in which these presets deliver an image, the smallest first, each once.
 *
 * @param names if empty, all of the shape that the widest preset has
 * @param image the image's own size, if it is known: nothing is enlarged, and `inside` follows its aspect ratio
 */
export function candidates<S extends Stack>(
  stack: S,
  names: readonly PresetName<S>[] = [],
  image?: Size,
): [Candidate<PresetName<S>>, ...Candidate<PresetName<S>>[]] {
  return (names[0] ? names : family(stack))
    .map((name) => {
      const preset = stack.presets[name] as PresetSize;
      const { width, height } = image ? delivered(preset, image) : preset;
      return { name, width, height: image || isBox(preset) ? height : null };
    })
    .sort(byWidth)
    .filter(({ width }, index, all) => width !== all[index - 1]?.width) as ReturnType<typeof candidates<S>>;
}

/** The largest of them. */
export const last = <Name extends string>(all: [Candidate<Name>, ...Candidate<Name>[]]): Candidate<Name> =>
  all.at(-1) as Candidate<Name>;

/** The name of the smallest preset that is as wide as asked, in pixels, or the widest. */
export function forWidth<S extends Stack>(stack: S, width: number, names?: readonly PresetName<S>[]): PresetName<S> {
  const all = candidates(stack, names);
  return (all.find((each) => Number(each.width) >= width) ?? last(all)).name;
}
