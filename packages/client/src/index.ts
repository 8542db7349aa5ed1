import { encodePath } from '../../../handler/src/urls.ts';
import { manifestOf, readyOf, type ReadyOptions } from './await-manifest.ts';
import type { Manifest } from './manifest.ts';
import { candidates, last } from './sizes.ts';
import type { FormatOf, PresetName, Size, Stack } from './stack.ts';

export type { ReadyOptions } from './await-manifest.ts';
export type {
  Manifest,
  ManifestImage,
  ManifestVariant,
  Placeholder,
  ReadyManifest,
  RejectedManifest,
} from './manifest.ts';
export type { FormatOf, PresetName, PresetSize, Size, Stack } from './stack.ts';

/** Which presets a `srcset` offers, and for how much room. */
export interface SourceOptions<Name extends string> {
  /** Presets of one shape; by default, and if empty, all of the shape that the widest preset has. */
  readonly presets?: readonly Name[] | undefined;
  /** How wide the image is on the page, as in HTML: `(width < 600px) 100vw, 50vw`. By default `100vw`. */
  readonly sizes?: string | undefined;
  /** The original's size, such as a manifest's `image`: makes widths and heights exact where the presets do not tell. */
  readonly image?: Size | undefined;
}

export interface ImgOptions<Name extends string> extends SourceOptions<Name> {
  /** Text for those who do not see the image; empty if it is decoration. */
  readonly alt: string;
  /** Whether it is the page's most important image: loaded at once, and first. */
  readonly priority?: boolean | undefined;
  /** Attributes, in CSS pixels, where the size of the largest variant is not meant. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Attributes of an `<img>`, by their names in HTML. */
export interface ImgAttributes {
  src: string;
  srcset?: string;
  sizes?: string;
  width?: number;
  height?: number;
  alt: string;
  loading?: 'lazy';
  fetchpriority?: 'high';
}

/** Attributes of a `<source>`. */
export interface SourceAttributes {
  media: string;
  srcset: string;
  sizes?: string;
  width?: number;
  height?: number;
}

export interface PictureOptions<Name extends string> extends ImgOptions<Name> {
  /** Other crops for other pages: the first whose `media` applies is shown, otherwise the image itself. */
  readonly sources: readonly (SourceOptions<Name> & { readonly media: string })[];
}

export interface Darkroom<S extends Stack> {
  /** The URL of one variant: of the best format that the browser accepts, unless one is named. */
  readonly url: <P extends PresetName<S>>(path: string, preset: P, format?: FormatOf<S, P>) => string;
  /** A `srcset`, the smallest first. */
  readonly srcset: (path: string, options?: SourceOptions<PresetName<S>>) => string;
  readonly img: (path: string, options: ImgOptions<PresetName<S>>) => ImgAttributes;
  /** A `<picture>`, for art direction. */
  readonly picture: (
    path: string,
    options: PictureOptions<PresetName<S>>,
  ) => { sources: SourceAttributes[]; img: ImgAttributes };
  /** The manifest as it is now; null if there is none yet, or the CDN cannot tell. */
  readonly manifest: (path: string, init?: RequestInit) => Promise<Manifest | null>;
  /** Waits until the variants are there, or the original is rejected: a minute at most, unless `signal` says otherwise. */
  readonly ready: (path: string, options?: ReadyOptions) => Promise<Manifest>;
}

/** The client of one stack. `path` is always the original's key without its prefix, as it is: nothing is encoded. */
export function darkroom<const S extends Stack>(stack: S): Darkroom<S> {
  type Name = PresetName<S>;
  const url = (path: string, preset: string, format?: string): string =>
    `${stack.url}/${preset}${format ? `@${format}` : ''}/${encodePath(path)}`;

  /** What `<img>` and `<source>` have in common; the URL of the largest is `src`. */
  const source = (path: string, { presets, sizes = '100vw', image }: SourceOptions<Name> = {}): Source => {
    const all = candidates(stack, presets, image);
    const { name, width, height } = last(all);
    const labelled = all.filter((each) => each.width);
    return {
      src: url(path, name),
      ...(labelled[1] && {
        srcset: labelled.map((each) => `${url(path, each.name)} ${each.width as number}w`).join(', '),
        sizes,
      }),
      ...(width && height && { width, height }),
    };
  };

  const img = (path: string, options: ImgOptions<Name>): ImgAttributes => {
    const { alt, priority, width, height } = options;
    const common = source(path, options);
    const attributes: ImgAttributes = {
      ...common,
      ...(width && { width }),
      ...(height && { height }),
      alt,
      ...(priority ? { fetchpriority: 'high' } : { loading: 'lazy' }),
    };
    // Without both, `auto` would lay the image out at 300 × 150 until it is loaded (HTML, "sizes attributes").
    if (common.sizes && !priority && attributes.width && attributes.height) attributes.sizes = `auto, ${common.sizes}`;
    return attributes;
  };

  const sourceSet = (path: string, options?: SourceOptions<Name>): Omit<SourceAttributes, 'media'> => {
    const { src, ...rest } = source(path, options);
    return { srcset: src, ...rest };
  };

  return {
    url,
    srcset: (path, options) => sourceSet(path, options).srcset,
    img,
    picture: (path, options) => ({
      sources: options.sources.map((each) => ({ media: each.media, ...sourceSet(path, each) })),
      img: img(path, options),
    }),
    manifest: (path, init) => manifestOf(stack, path, init),
    ready: (path, options) => readyOf(stack, path, options),
  };
}

type Source = { src: string } & Partial<Omit<SourceAttributes, 'media'>>;
