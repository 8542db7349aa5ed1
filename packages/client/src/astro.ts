import { type AdapterOptions, presetsFor, urlFor, widthsOf } from './adapter.ts';
import type { Stack } from './stack.ts';

/** What Astro gives a service: an image's `src`, and the properties of its component. */
export interface AstroTransform {
  src: unknown;
  width?: number | undefined;
  height?: number | undefined;
  format?: string | undefined;
  [property: string]: unknown;
}

/** One entry of a `srcset`. */
export interface AstroSource {
  transform: { src: string; width?: number; height?: number; format?: string };
  descriptor: `${number}w`;
  attributes: Record<string, unknown>;
}

/** The parts of Astro's `ExternalImageService` that are needed. */
export interface AstroService {
  validateOptions<T extends AstroTransform>(options: T): T;
  getURL(options: AstroTransform): string;
  getSrcSet(options: AstroTransform): AstroSource[];
  getHTMLAttributes(options: AstroTransform): Record<string, unknown>;
}

/** Properties that a service consumes: all others become attributes. */
const CONSUMED = new Set(
  'src width height format quality densities widths formats layout priority fit position background inferSize'.split(
    ' ',
  ),
);

/**
 * What the file that `image.service.entrypoint` names exports by default, for `<Image src="a/b.jpg" …>`. The widths of
 * a `srcset` are those that there are, whatever `widths` and `densities` say: they only ask for one.
 */
export function astroService<S extends Stack>(stack: S, options?: AdapterOptions<S>): AstroService {
  const pathOf = ({ src }: AstroTransform): string => {
    if (typeof src === 'string') return src;
    throw new Error(
      'src must be the path of an original in the bucket, such as "a/b.jpg", but it is an imported file.',
    );
  };
  return {
    validateOptions: (asked) => {
      pathOf(asked);
      return asked;
    },
    getURL: (asked) => {
      const { width, height, format } = asked;
      return urlFor(stack, pathOf(asked), { width, format }, presetsFor(stack, { width, height }, options));
    },
    getSrcSet: (asked) => {
      if (!asked['widths'] && !asked['densities']) return [];
      const { width, height, format } = asked;
      return widthsOf(stack, presetsFor(stack, { width, height }, options)).map((each) => ({
        transform: {
          src: pathOf(asked),
          width: each,
          ...(width && height && { height: (each * height) / width }),
          ...(format && { format }),
        },
        descriptor: `${each}w`,
        attributes: {},
      }));
    },
    getHTMLAttributes: (asked) => ({
      ...Object.fromEntries(Object.entries(asked).filter(([name]) => !CONSUMED.has(name))),
      width: asked.width,
      height: asked.height,
      loading: asked['loading'] ?? 'lazy',
      decoding: asked['decoding'] ?? 'async',
    }),
  };
}
